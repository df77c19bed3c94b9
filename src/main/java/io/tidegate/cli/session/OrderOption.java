package io.tidegate.cli.session;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From which end a list is read that has the newest first. */
public final class OrderOption {
    @Option(names = "--oldest-first", description = "Begin with the oldest, not with the newest.")
    private boolean oldest;

    /** Adds it to what the API is asked by. */
    public void into(Map<String, @Nullable Object> query) {
        query.put("order", oldest ? "oldest" : null);
    }
}
