package io.tidegate.console.sign;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where to go on after signing in: somewhere here, whatever a link says. */
final class SafePath {
    private static final int LONGEST = 500;

    /** No second slash or backslash in front, which browsers read as the name of another site. */
    private static final Pattern PATH =
            Pattern.compile("/(?:[A-Za-z0-9_~.-][A-Za-z0-9_~.%/-]*)?(?:\\?[A-Za-z0-9_~.%/&=+:,-]*)?");

    private static final Pattern OURS =
            Pattern.compile("/(?:sign-in|sign-out|invitation|organization|ticks|assets|observe)\\b.*");

    private SafePath() {}

    /** That path, or the first page when it is none to go to. */
    static String of(@Nullable String text) {
        boolean safe = text != null
                && text.length() <= LONGEST
                && PATH.matcher(text).matches()
                && !OURS.matcher(text).matches();
        return safe && text != null ? text : "/";
    }
}
