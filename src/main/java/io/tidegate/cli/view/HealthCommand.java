package io.tidegate.cli.view;

import io.tidegate.api.dock.DockView;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "health", description = "How each dock is and why, over its last 10 runs.")
final class HealthCommand implements Callable<Integer> {
    private static final int RUNS = 10;

    private final Workspace workspace;

    @Mixin
    private final JsonOption json = new JsonOption();

    /**
     * A dock's health for programs.
     *
     * @param runs how many of its last runs have ended; the next two speak of these and are null when it is 0
     * @param successRate 0 to 1
     */
    private record Report(
            DockView dock,
            int runs,
            @Nullable Double successRate,
            @Nullable Long averageDurationMs) {}

    HealthCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Docks docks = Docks.read(workspace);
        // one more, which may be under way
        Map<Long, List<SyncEvent>> runs = workspace.events().latest(RUNS + 1).stream()
                .filter(event -> event.time().completedAt() != null)
                .collect(Collectors.groupingBy(event -> event.account().dock()));
        List<Report> reports = new ArrayList<>();
        for (Docks.Judged each : docks.docks()) {
            List<SyncEvent> last = runs.getOrDefault(each.dock().id(), List.of()).stream()
                    .limit(RUNS)
                    .toList();
            reports.add(report(DockView.of(each.dock(), each.health()), last));
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

    private static Report report(DockView dock, List<SyncEvent> last) {
        if (last.isEmpty()) {
            return new Report(dock, 0, null, null);
        }
        double good =
                last.stream().filter(event -> event.status().equals("success")).count();
        double average = last.stream()
                .map(event -> event.time().durationMs())
                .mapToLong(millis -> millis == null ? 0 : millis)
                .average()
                .orElse(0);
        return new Report(dock, last.size(), good / last.size(), Math.round(average));
    }

    private void show(Docks docks, List<Report> reports) {
        Table table = new Table(
                Column.text("DOCK", 8),
                Column.text("HEALTH", 12),
                Column.of("LAST SYNC"),
                Column.number("GOOD RUNS").whenWide(),
                Column.number("AVERAGE").whenWide(),
                Column.text("REASON", 16));
        for (int index = 0; index < reports.size(); index++) {
            Docks.Judged judged = docks.docks().get(index);
            Report report = reports.get(index);
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
