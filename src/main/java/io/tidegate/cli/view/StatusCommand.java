package io.tidegate.cli.view;

import io.tidegate.access.Permission;
import io.tidegate.api.alert.AlertView;
import io.tidegate.api.dock.DockView;
import io.tidegate.api.status.StatusView;
import io.tidegate.api.token.Me;
import io.tidegate.cli.session.Docks;
import io.tidegate.cli.session.HealthCell;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Screen;
import io.tidegate.cli.terminal.Words;
import io.tidegate.dock.DockHealth.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "status", description = "The whole at a glance: docks, records, changes, queue, alerts.")
final class StatusCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Mixin
    private final JsonOption json = new JsonOption();

    StatusCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        StatusView status = workspace.link().get("/status", StatusView.class);
        if (json.wanted()) {
            workspace.screen().json(status);
        } else {
            if (workspace.isIdle()) {
                workspace.screen().line("Tidegate is not running. Start it: ./tidegate run");
            }
            Alerts alerts = alerts();
            if (status.docks().isEmpty()) {
                workspace.screen().line(Docks.NONE);
            } else {
                show(status, alerts);
            }
            show(alerts);
        }
        return 0;
    }

    /**
     * Open ones that no line of a dock tells: of route files, of Kafka, of a provider.
     *
     * @param command that shows them; null where one may not look at any
     */
    private record Alerts(List<AlertView> open, @Nullable String command) {}

    private Alerts alerts() {
        Me me = workspace.link().get("/me", Me.class);
        if (me.permissions().contains(Permission.INSTANCE_READ.word())) {
            return alerts(me, "/instance/alerts", "./tidegate alerts --instance");
        } else if (me.permissions().contains(Permission.OPERATIONS_READ.word())) {
            return alerts(me, "/alerts", "./tidegate alerts");
        }
        return new Alerts(List.of(), null);
    }

    private Alerts alerts(Me me, String path, String command) {
        List<AlertView> open = workspace.link().all(path, Map.of("state", "open"), AlertView.class).stream()
                .filter(alert -> alert.dockId() == null)
                .filter(alert ->
                        alert.organizationId() == null || alert.organizationId().equals(me.organization()))
                .toList();
        return new Alerts(open, command);
    }

    private void show(Alerts alerts) {
        if (alerts.open.isEmpty()) {
            return;
        }
        Screen screen = workspace.screen();
        screen.line("");
        screen.line(Words.count(alerts.open.size(), "alert") + " beside the docks, see " + alerts.command + ":");
        for (AlertView alert : alerts.open) {
            screen.line(alert.severity() + ", raised " + Words.relative(alert.raisedAt(), workspace.now()) + ": "
                    + Words.plain(alert.message()));
        }
    }

    private void show(StatusView status, Alerts alerts) {
        Screen screen = workspace.screen();
        List<DockView> docks = status.docks();
        screen.line(sentence(docks, alerts));
        screen.line(Words.count(status.resources(), "record") + ", " + Words.number(status.changes24h())
                + (status.moreChanges() ? " or more" : "") + " changes in 24 h; queue: "
                + status.queue().available() + " waiting, "
                + status.queue().running() + " running, " + status.queue().retryable() + " to try again");
        screen.line("");
        Docks.show(docks, screen, workspace.now());
        reasons(docks);
    }

    private static String sentence(List<DockView> docks, Alerts alerts) {
        long all = docks.size();
        long bad = count(docks, Severity.BAD);
        long degraded = count(docks, Severity.WARN);
        if (bad > 0) {
            return bad == 1 ? "1 dock needs you." : bad + " docks need you.";
        } else if (degraded > 0) {
            return degraded + " of " + Words.count(all, "dock") + " degraded.";
        }
        boolean fresh = docks.stream().anyMatch(dock -> dock.lastSyncAt() != null);
        if (!fresh) {
            return Words.count(all, "dock") + " before the first sync.";
        }
        boolean well = alerts.command != null && alerts.open.isEmpty();
        return (well ? "All is well with " : "On time: ") + Words.count(all, "dock") + ".";
    }

    private static long count(List<DockView> docks, Severity severity) {
        return docks.stream()
                .filter(dock -> HealthCell.severity(dock.health()) == severity)
                .count();
    }

    private void reasons(List<DockView> docks) {
        Instant now = workspace.now();
        List<DockView> matter = docks.stream()
                .filter(dock -> HealthCell.severity(dock.health()) != Severity.OK)
                .toList();
        if (!matter.isEmpty()) {
            workspace.screen().line("");
        }
        for (DockView dock : matter) {
            String word =
                    HealthCell.text(dock.health(), workspace.screen().look().zone(), now);
            workspace
                    .screen()
                    .line(Words.plain(dock.name()) + ": " + word + ", "
                            + Words.plain(dock.health().reason()));
        }
    }
}
