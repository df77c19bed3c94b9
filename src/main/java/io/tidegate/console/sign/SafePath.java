package io.tidegate.console.sign;

import io.tidegate.console.page.Link;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where to go on after signing in: somewhere here, whatever a link says. */
final class SafePath {
    private static final Pattern DOORS =
            Pattern.compile("/(?:sign-in|sign-out|invitation|organization|ticks|assets|observe)\\b.*");

    private SafePath() {}

    /** That path, or the first page when it is none to go to. */
    static String of(@Nullable String text) {
        return text != null && Link.isOurs(text) && !DOORS.matcher(text).matches() ? text : "/";
    }
}
