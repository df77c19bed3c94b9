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
import io.tidegate.monitor.SyncEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
        Docks docks = Docks.read(workspace);
        // one more, which may be under way
        Map<Long, List<SyncEvent>> runs = workspace.events().latest(HealthView.RUNS + 1).stream()
                .collect(Collectors.groupingBy(event -> event.account().dock()));
        List<HealthView> reports = new ArrayList<>();
        for (Docks.Judged each : docks.docks()) {
            reports.add(HealthView.of(
                    DockView.of(each.dock(), each.health()),
                    runs.getOrDefault(each.dock().id(), List.of())));
        }
        if (json.wanted()) {
            workspace.screen().json(reports, null);
        } else if (reports.isEmpty()) {
            workspace.screen().line(Docks.NONE);
        } else {
            show(docks, reports);
        }
        return 0;
    }

    private void show(Docks docks, List<HealthView> reports) {
        Table table = new Table(
                Column.text("DOCK", 8),
                Column.text("HEALTH", 12),
                Column.of("LAST SYNC"),
                Column.number("GOOD RUNS").whenWide(),
                Column.number("AVERAGE").whenWide(),
                Column.text("REASON", 16));
        for (int index = 0; index < reports.size(); index++) {
            Docks.Judged judged = docks.docks().get(index);
            HealthView report = reports.get(index);
            Double rate = report.successRate();
            Long average = report.averageDurationMs();
            table.add(
                    judged.dock().name(),
                    HealthCell.of(judged.health(), workspace.screen().look(), docks.now()),
                    Words.relative(judged.dock().condition().lastSync(), docks.now()),
                    rate == null ? Words.NONE : Math.round(rate * report.runs()) + " of " + report.runs(),
                    average == null ? Words.NONE : Words.duration(Duration.ofMillis(average)),
                    judged.health().reason());
        }
        workspace.screen().table(table);
    }
}
