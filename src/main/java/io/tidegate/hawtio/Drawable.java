package io.tidegate.hawtio;

import java.util.regex.Pattern;

/** Routes as Hawtio draws them: the flow alone. */
final class Drawable {
    private static final Pattern ON_ERROR =
            Pattern.compile("\\s*<(onException|errorHandler)\\b(?:[^>]*/>|(?:(?!/>)[^>])*>.*?</\\1>)", Pattern.DOTALL);

    private Drawable() {}

    /**
     * The XML of routes without what happens on errors. It is the same for nearly all of them, comes from a file of its
     * own, and would be drawn as forty steps before the first one. Besides, Hawtio 5.2.0 joins an error handler that
     * stands before {@code from} to a step without a name, and then draws neither that route nor any other.
     */
    static String xml(String routes) {
        return ON_ERROR.matcher(routes).replaceAll("");
    }
}
