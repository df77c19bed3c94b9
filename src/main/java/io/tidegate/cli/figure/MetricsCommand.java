package io.tidegate.cli.figure;

import io.tidegate.api.figure.MetricsView;
import io.tidegate.api.figure.PeriodView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.monitor.figure.PeriodList;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "metrics",
        description = "Runs, success rate, duration and records by hour, day or week, newest first; with their sum.")
final class MetricsCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Mixin
    private final MetricOptions options = new MetricOptions();

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    MetricsCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        MetricsView metrics =
                pages.get(workspace, "/metrics", options.query(workspace), PeriodList.DEFAULT_LIMIT, MetricsView.class);
        PeriodView summary = metrics.summary();
        if (json.wanted()) {
            workspace.screen().json(metrics);
        } else if (summary == null) {
            workspace.screen().line("No " + metrics.period() + " begins in that time.");
        } else {
            Table table = new Table(
                    Column.of(metrics.period().toUpperCase(Locale.ROOT) + " (UTC)"),
                    Column.number("RUNS"),
                    Column.number("GOOD"),
                    Column.number("PARTIAL").whenWide(),
                    Column.number("FAILED"),
                    Column.number("AVERAGE"),
                    Column.number("LONGEST").whenWide(),
                    Column.number("RECORDS"),
                    Column.number("CHANGED").whenWide());
            for (PeriodView each : metrics.items()) {
                row(table, FigureCells.start(metrics.period(), each.start()), each);
            }
            row(table, "all of these", summary);
            workspace.screen().table(table);
            PageOptions.more(workspace, metrics.next());
        }
        return 0;
    }

    private static void row(Table table, String name, PeriodView each) {
        table.add(
                name,
                Words.number(each.syncs()),
                FigureCells.share(each.successRate()),
                FigureCells.partials(each.partials()),
                FigureCells.failures(each.failures()),
                FigureCells.millis(each.averageDurationMs()),
                FigureCells.millis(each.maxDurationMs()),
                Words.number(each.items()),
                Words.number(each.changed()));
    }
}
