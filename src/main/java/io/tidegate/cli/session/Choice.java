package io.tidegate.cli.session;

import io.tidegate.cli.terminal.CommandException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options that take one of a few words. */
public final class Choice {
    private Choice() {}

    /**
     * The word that was given, or null where none was.
     *
     * @throws CommandException when it is none of those that are allowed
     */
    public static @Nullable String of(String option, @Nullable String word, List<String> allowed) {
        if (word != null && !allowed.contains(word)) {
            throw CommandException.wrongUse(option + " " + word + ": allowed are " + String.join(", ", allowed) + ".");
        }
        return word;
    }
}
