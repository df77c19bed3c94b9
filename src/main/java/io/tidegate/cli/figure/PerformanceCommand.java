package io.tidegate.cli.figure;

import io.tidegate.api.figure.PerformanceView;
import io.tidegate.api.figure.SpeedView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.monitor.figure.SpeedStore.TypeSpeed;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "performance",
        description = "How long the last 100 runs took, and the last week beside the week before.")
final class PerformanceCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Mixin
    private final PerformanceOptions options = new PerformanceOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    PerformanceCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        PerformanceView performance =
                workspace.link().get("/performance", options.query(workspace), PerformanceView.class);
        if (json.wanted()) {
            workspace.screen().json(performance);
        } else if (performance.all().sampleSize() == 0) {
            workspace.screen().line("No run like that has ended.");
        } else {
            show(performance);
        }
        return 0;
    }

    private void show(PerformanceView performance) {
        Table runs = new Table(
                Column.of("RUNS"),
                Column.number("SAMPLE"),
                Column.number("SHORTEST").whenWide(),
                Column.number("MEAN"),
                Column.number("MEDIAN"),
                Column.number("P95"),
                Column.number("P99"),
                Column.number("LONGEST"),
                Column.number("RECORDS").whenWide(),
                Column.number("EACH").whenWide());
        row(runs, performance.all());
        performance.bySyncType().forEach(speed -> row(runs, speed));
        workspace.screen().table(runs);
        if (!performance.byResourceType().isEmpty()) {
            Table types = new Table(
                    Column.text("RESOURCE TYPE", 12),
                    Column.number("RUNS"),
                    Column.number("REQUESTS"),
                    Column.number("REFUSED"),
                    Column.number("EACH TOOK"),
                    Column.number("EACH WAITED").whenWide());
            for (TypeSpeed type : performance.byResourceType()) {
                types.add(
                        type.resourceType(),
                        Words.number(type.runs()),
                        Words.number(type.requests()),
                        FigureCells.failures(type.refused()),
                        FigureCells.millis(type.tookMs() / type.requests()),
                        FigureCells.millis(type.waitedMs() / type.requests()));
            }
            workspace.screen().line("");
            workspace.screen().table(types);
        }
        workspace.screen().line("");
        workspace.screen().line("The last 7 days: " + performance.degradation().words() + ".");
    }

    private static void row(Table table, SpeedView speed) {
        table.add(
                speed.syncType(),
                Words.number(speed.sampleSize()),
                FigureCells.millis(speed.minMs()),
                FigureCells.millis(speed.meanMs()),
                FigureCells.millis(speed.medianMs()),
                FigureCells.millis(speed.p95Ms()),
                FigureCells.millis(speed.p99Ms()),
                FigureCells.millis(speed.maxMs()),
                Words.number(speed.items()),
                mean(speed.itemsMean()));
    }

    private static String mean(@Nullable Double mean) {
        return mean == null ? Words.NONE : Words.number(Math.round(mean));
    }
}
