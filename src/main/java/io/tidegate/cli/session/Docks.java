package io.tidegate.cli.session;

import io.tidegate.api.dock.DockView;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Screen;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockHealth;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All docks with how they are. */
public record Docks(List<Judged> docks, Instant now) {
    /** What to do when there are none. */
    public static final String NONE = "No docks yet. Add one: ./tidegate dock add digitalocean --name main";

    /** A dock and how it is. */
    public record Judged(Dock dock, DockHealth health) {}

    /** Reads and judges them. */
    public static Docks read(Workspace workspace) {
        List<Dock> all = workspace.docks().all();
        Instant now = workspace.now();
        Map<Long, String> shortfalls = shortfalls(workspace, now);
        List<Judged> docks = all.stream()
                .map(dock -> new Judged(dock, judge(workspace, dock, shortfalls, now)))
                .toList();
        return new Docks(docks, now);
    }

    /** How a dock is. */
    public static DockHealth judge(Workspace workspace, Dock dock, Instant now) {
        return judge(workspace, dock, shortfalls(workspace, now), now);
    }

    private static Map<Long, String> shortfalls(Workspace workspace, Instant now) {
        Map<Long, String> found = new HashMap<>(workspace.budgets().shortfalls(now));
        workspace
                .freshness()
                .stale(workspace.providers().usable(), now)
                .forEach((dock, words) -> found.merge(dock, words, (one, other) -> one + "; " + other));
        return found;
    }

    private static DockHealth judge(Workspace workspace, Dock dock, Map<Long, String> shortfalls, Instant now) {
        return DockHealth.of(dock, workspace.providers().has(dock.provider()), shortfalls.get(dock.id()), now);
    }

    /** The docks for programs. */
    public List<DockView> views() {
        return docks.stream()
                .map(each -> DockView.of(each.dock(), each.health()))
                .toList();
    }

    /** The docks for people. */
    public void show(Screen screen) {
        Table table = new Table(
                Column.number("ID"),
                Column.text("NAME", 8),
                Column.text("PROVIDER", 8),
                Column.text("HEALTH", 12),
                Column.of("LAST SYNC"),
                Column.of("NEXT").whenWide(),
                Column.of("EVERY").whenWide());
        for (Judged each : docks) {
            Dock dock = each.dock();
            Dock.Schedule schedule = dock.schedule();
            String cron = schedule.cron();
            table.add(
                    dock.id(),
                    dock.name(),
                    dock.provider(),
                    HealthCell.of(each.health(), screen.look(), now),
                    Words.relative(dock.condition().lastSync(), now),
                    schedule.enabled() ? Words.ahead(schedule.next(), now) : Words.NONE,
                    cron == null ? Words.duration(schedule.interval()) : cron);
        }
        screen.table(table);
    }
}
