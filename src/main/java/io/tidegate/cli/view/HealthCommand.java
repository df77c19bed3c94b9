package io.tidegate.cli.view;

import io.tidegate.api.dock.DockView;
import io.tidegate.api.status.HealthView;
import io.tidegate.cli.session.Docks;
import io.tidegate.cli.session.HealthCell;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "health", description = "How each dock is and why, over its last 10 runs.")
final class HealthCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Mixin
    private final JsonOption json = new JsonOption();

    HealthCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        List<HealthView> reports = workspace
                .link()
                .page("/docks/health", Map.of(), HealthView.class)
                .items();
        if (json.wanted()) {
            workspace.screen().json(reports, null);
        } else if (reports.isEmpty()) {
            workspace.screen().line(Docks.NONE);
        } else {
            show(reports);
        }
        return 0;
    }

    private void show(List<HealthView> reports) {
        Instant now = workspace.now();
        Table table = new Table(
                Column.text("DOCK", 8),
                Column.text("HEALTH", 12),
                Column.of("LAST SYNC"),
                Column.number("GOOD RUNS").whenWide(),
                Column.number("AVERAGE").whenWide(),
                Column.text("REASON", 16));
        for (HealthView report : reports) {
            DockView dock = report.dock();
            Double rate = report.successRate();
            Long average = report.averageDurationMs();
            table.add(
                    dock.name(),
                    HealthCell.of(dock.health(), workspace.screen().look(), now),
                    Words.relative(dock.lastSyncAt(), now),
                    rate == null ? Words.NONE : Math.round(rate * report.runs()) + " of " + report.runs(),
                    average == null ? Words.NONE : Words.duration(Duration.ofMillis(average)),
                    dock.health().reason());
        }
        workspace.screen().table(table);
    }
}
