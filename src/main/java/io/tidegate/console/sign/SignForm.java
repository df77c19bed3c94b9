package io.tidegate.console.sign;

import io.tidegate.console.page.About;
import org.jspecify.annotations.Nullable;

/**
 * A form to sign in with.
 *
 * @param next where to go on
 * @param email what was said before
 * @param problem what was wrong with that; null at first
 * @param csrf of a session; empty for none
 */
public record SignForm(
        About about, String next, String email, @Nullable String problem, String csrf) {
    static SignForm empty(About about, String next) {
        return new SignForm(about, next, "", null, "");
    }

    SignForm wrong(String said, String words) {
        return new SignForm(about, next, said, words, csrf);
    }
}
