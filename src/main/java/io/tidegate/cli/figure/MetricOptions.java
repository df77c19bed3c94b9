package io.tidegate.cli.figure;

import io.tidegate.cli.session.ListOptions;
import io.tidegate.cli.session.SpanOptions;
import io.tidegate.cli.session.Whose;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.monitor.rollup.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Figures of which periods. */
public final class MetricOptions implements ListOptions {
    @Option(
            names = "--period",
            paramLabel = "WORD",
            description = "By hour, which is the default, day or week; in UTC.")
    private String period = Period.HOUR.word();

    @Mixin
    private final Whose whose = new Whose();

    @Mixin
    private final SpanOptions span = new SpanOptions();

    /**
     * As the API takes them.
     *
     * @throws CommandException when there is no such period
     */
    @Override
    public Map<String, @Nullable Object> query(Workspace workspace) {
        List<String> words = Arrays.stream(Period.values()).map(Period::word).toList();
        if (!words.contains(period)) {
            throw CommandException.wrongUse("--period " + period + ": allowed are " + String.join(", ", words) + ".");
        }
        Map<String, @Nullable Object> query = whose.query(workspace);
        query.put("period", period);
        span.into(query, workspace.now());
        return query;
    }
}
