package io.tidegate.cli.session;

import io.tidegate.api.dock.DockView;
import io.tidegate.cli.link.ApiLink;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Screen;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Docks with how they are. */
public final class Docks {
    /** What to do when there are none. */
    public static final String NONE = "No docks yet. Add one: ./tidegate dock add digitalocean --name main";

    private Docks() {}

    /** The dock of that number or name. */
    static DockView find(ApiLink link, String reference) {
        List<DockView> found = reference.matches("[1-9]\\d{0,17}")
                ? link.find("/docks/" + reference, DockView.class).stream().toList()
                : link.all("/docks", Map.of("name", reference), DockView.class);
        if (found.isEmpty()) {
            throw CommandException.failed(
                    "There is no dock '" + reference + "'; ./tidegate dock list shows all of them.");
        }
        return found.get(0);
    }

    /** Docks for people. */
    public static void show(List<DockView> docks, Screen screen, Instant now) {
        Table table = new Table(
                Column.number("ID"),
                Column.text("NAME", 8),
                Column.text("PROVIDER", 8),
                Column.text("HEALTH", 12),
                Column.of("LAST SYNC"),
                Column.of("NEXT").whenWide(),
                Column.of("EVERY").whenWide());
        for (DockView dock : docks) {
            String cron = dock.cron();
            table.add(
                    dock.id(),
                    dock.name(),
                    dock.provider(),
                    HealthCell.of(dock.health(), screen.look(), now),
                    Words.relative(dock.lastSyncAt(), now),
                    dock.enabled() ? Words.ahead(dock.nextSyncAt(), now) : Words.NONE,
                    cron == null ? Words.duration(Duration.ofSeconds(dock.currentIntervalSeconds())) : cron);
        }
        screen.table(table);
    }
}
