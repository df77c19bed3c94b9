package io.tidegate.cli.figure;

import io.tidegate.cli.session.ListOptions;
import io.tidegate.cli.session.SpanOptions;
import io.tidegate.cli.session.Whose;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Of which runs durations are told. */
public final class PerformanceOptions implements ListOptions {
    private static final int MOST = 1_000;

    @Option(names = "--runs", paramLabel = "N", description = "The last N, 1 to 1000; 100 when nothing is said.")
    private int runs = 100;

    @Mixin
    private final Whose whose = new Whose();

    @Mixin
    private final SpanOptions span = new SpanOptions();

    /**
     * As the API takes them.
     *
     * @throws CommandException when it is no such number
     */
    @Override
    public Map<String, @Nullable Object> query(Workspace workspace) {
        if (runs < 1 || runs > MOST) {
            throw CommandException.wrongUse("--runs " + runs + ": a number from 1 to " + MOST + " is allowed.");
        }
        Map<String, @Nullable Object> query = whose.query(workspace);
        query.put("runs", runs);
        span.into(query, workspace.now());
        return query;
    }
}
