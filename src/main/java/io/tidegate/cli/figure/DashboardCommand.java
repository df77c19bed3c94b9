package io.tidegate.cli.figure;

import io.tidegate.api.export.Listed;
import io.tidegate.api.figure.DashboardCard;
import io.tidegate.api.figure.DashboardSummary;
import io.tidegate.api.figure.DashboardView;
import io.tidegate.cli.session.Docks;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Whose;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "dashboard", description = "How docks did in the last 24 hours: uptime, records, runs, alerts.")
final class DashboardCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Mixin
    private final Whose options = new Whose();

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    DashboardCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        DashboardView dashboard =
                pages.get(workspace, "/dashboard", options.query(workspace), Listed.PAGE, DashboardView.class);
        if (json.wanted()) {
            workspace.screen().json(dashboard);
        } else if (dashboard.items().isEmpty()) {
            workspace.screen().line(Docks.NONE);
        } else {
            show(dashboard, workspace.now());
        }
        return 0;
    }

    private void show(DashboardView dashboard, Instant now) {
        Table table = new Table(
                Column.text("DOCK", 8),
                Column.number("UPTIME"),
                Column.number("RECORDS"),
                Column.of("LAST RUN"),
                Column.number("TOOK"),
                Column.number("AVERAGE").whenWide(),
                Column.number("EVERY").whenWide(),
                Column.number("RUNS").whenWide(),
                Column.number("GOOD"),
                Column.number("ALERTS"));
        for (DashboardCard card : dashboard.items()) {
            table.add(
                    card.dock(),
                    FigureCells.share(card.uptime()),
                    Words.number(card.records()),
                    Words.relative(card.lastRunAt(), now),
                    FigureCells.millis(card.lastDurationMs()),
                    FigureCells.millis(card.averageDurationMs()),
                    card.cron() == null
                            ? Words.duration(Duration.ofSeconds(card.currentIntervalSeconds()))
                            : card.cron(),
                    Words.number(card.syncs()),
                    FigureCells.share(card.successRate()),
                    FigureCells.failures(card.alerts()));
        }
        DashboardSummary all = dashboard.summary();
        Long interval = all.intervalSeconds();
        table.add(
                "all " + Words.number(all.docks()),
                FigureCells.share(all.uptime()),
                Words.number(all.records()),
                Words.relative(all.lastRunAt(), now),
                FigureCells.millis(all.lastDurationMs()),
                FigureCells.millis(all.averageDurationMs()),
                interval == null ? Words.NONE : Words.duration(Duration.ofSeconds(interval)),
                Words.number(all.syncs()),
                FigureCells.share(all.successRate()),
                FigureCells.failures(all.alerts()));
        workspace.screen().table(table);
        PageOptions.more(workspace, dashboard.next());
    }
}
