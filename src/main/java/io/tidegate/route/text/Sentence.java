package io.tidegate.route.text;

import io.tidegate.config.Nearest;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Words for a fault's reason. */
public final class Sentence {
    private static final int LONGEST = 300;

    private Sentence() {}

    /** The first line of a message, at most 300 characters, without a full stop at its end. */
    public static String of(@Nullable String message) {
        if (message == null || message.isBlank()) {
            return "no reason given";
        }
        String line = message.strip().lines().findFirst().orElse("").strip();
        String cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
        return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
    }

    /** {@code ", did you mean 'x'?"} with the nearest of these words, or nothing when none is near. */
    public static String didYouMean(String wrong, Collection<String> known) {
        String near = Nearest.to(wrong, known.stream().sorted());
        return near == null ? "" : ", did you mean '" + near + "'?";
    }
}
