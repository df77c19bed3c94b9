package io.tidegate.cli.view;

import io.tidegate.api.dock.DockView;
import io.tidegate.api.export.Listed;
import io.tidegate.api.status.HealthView;
import io.tidegate.cli.session.Docks;
import io.tidegate.cli.session.HealthCell;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.state.HealthOptions;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.page.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "health", description = "How each dock is and why, over its last 10 runs.")
final class HealthCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Mixin
    private final HealthOptions options = new HealthOptions();

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    HealthCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Map<String, @Nullable Object> query = options.query(workspace);
        Page<HealthView> page = pages.read(workspace, "/health", query, Listed.PAGE, HealthView.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
        } else if (page.items().isEmpty()) {
            boolean all = query.values().stream().allMatch(Objects::isNull);
            workspace.screen().line(all ? Docks.NONE : "No docks like that.");
        } else {
            show(page.items());
            PageOptions.more(workspace, page.next());
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
                Column.number("ERRORS").whenWide(),
                Column.number("ALERTS").whenWide(),
                Column.text("REASON", 16));
        for (HealthView report : reports) {
            DockView.Health health = report.health();
            Double rate = report.successRate();
            Long average = report.averageDurationMs();
            table.add(
                    report.dock(),
                    HealthCell.of(health, workspace.screen().look(), now),
                    Words.relative(report.lastSyncAt(), now),
                    rate == null ? Words.NONE : Math.round(rate * report.runs()) + " of " + report.runs(),
                    average == null ? Words.NONE : Words.duration(Duration.ofMillis(average)),
                    Words.number(report.activeErrors()),
                    Words.number(report.alerts()),
                    health.reason());
        }
        workspace.screen().table(table);
    }
}
