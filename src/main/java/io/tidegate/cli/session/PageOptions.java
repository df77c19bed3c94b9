package io.tidegate.cli.session;

import io.tidegate.cli.terminal.CommandException;
import io.tidegate.page.Page;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a long list is wanted. */
public final class PageOptions {
    private static final int MOST = 1_000;

    @Option(names = "--limit", paramLabel = "N", description = "Show at most N, 1 to 1000.")
    private @Nullable Integer limit;

    @Option(names = "--after", paramLabel = "KEY", description = "Go on after what the list before called next.")
    private @Nullable String after;

    /** Whether the list is read from its beginning. */
    public boolean isFirst() {
        return after == null;
    }

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
     * @param query what else is asked for; what is null is left out
     */
    public <T> Page<T> read(
            Workspace workspace,
            String path,
            Map<String, ? extends @Nullable Object> query,
            int fallback,
            Class<T> type) {
        return workspace.link().page(path, all(query, fallback), type);
    }

    /** Reads the part of a list that comes with more than its items, in the same way. */
    public <T> T get(
            Workspace workspace,
            String path,
            Map<String, ? extends @Nullable Object> query,
            int fallback,
            Class<T> type) {
        return workspace.link().get(path, all(query, fallback), type);
    }

    private Map<String, @Nullable Object> all(Map<String, ? extends @Nullable Object> query, int fallback) {
        Map<String, @Nullable Object> all = new HashMap<>(query);
        all.put("limit", limit(fallback));
        all.put("after", after);
        return all;
    }

    /** Says how the list goes on when it does. */
    public static void more(Workspace workspace, @Nullable String next) {
        if (next != null && workspace.screen().look().live()) {
            workspace.screen().note("There are more: add --after " + next);
        }
    }
}
