package io.tidegate.cli.session;

import io.tidegate.cli.terminal.CommandException;
import io.tidegate.page.Page;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a long list is wanted. */
public final class PageOptions {
    private static final int MOST = 1_000;

    @Option(names = "--limit", paramLabel = "N", description = "Show at most N, 1 to 1000.")
    private @Nullable Integer limit;

    @Option(names = "--after", paramLabel = "KEY", description = "Go on after what the list before called next.")
    private @Nullable String after;

    private int limit(int fallback) {
        int wanted = limit == null ? fallback : limit;
        if (wanted < 1 || wanted > MOST) {
            throw CommandException.wrongUse("--limit " + wanted + ": a number from 1 to " + MOST + " is allowed.");
        }
        return wanted;
    }

    /**
     * Reads the part.
     *
     * @param list reads at most so many items after a key
     * @throws CommandException when the key is none of this list
     */
    public <T> Page<T> read(int fallback, Reader<T> list) {
        try {
            return list.read(after, limit(fallback));
        } catch (IllegalArgumentException e) {
            throw CommandException.wrongUse("--after: " + e.getMessage());
        }
    }

    /** A list that is read by key. */
    @FunctionalInterface
    public interface Reader<T> {
        Page<T> read(@Nullable String after, int limit);
    }

    /** Says how the list goes on when it does. */
    public static void more(Workspace workspace, @Nullable String next) {
        if (next != null && workspace.screen().look().live()) {
            workspace.screen().note("There are more: add --after " + next);
        }
    }
}
