package io.tidegate.cli.view;

import io.tidegate.api.dock.DockView;
import io.tidegate.api.status.StatusView;
import io.tidegate.cli.session.Docks;
import io.tidegate.cli.session.HealthCell;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Screen;
import io.tidegate.cli.terminal.Words;
import io.tidegate.dock.DockHealth.Severity;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "status", description = "The whole at a glance: docks, records, changes, queue.")
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
            show(status);
        }
        return 0;
    }

    private void show(StatusView status) {
        Screen screen = workspace.screen();
        if (workspace.isIdle()) {
            screen.line("Tidegate is not running. Start it: ./tidegate run");
        }
        List<DockView> docks = status.docks();
        if (docks.isEmpty()) {
            screen.line(Docks.NONE);
            return;
        }
        screen.line(sentence(docks));
        screen.line(Words.count(status.resources(), "record") + ", " + Words.number(status.changes24h())
                + (status.moreChanges() ? " or more" : "") + " changes in 24 h; queue: "
                + status.queue().available() + " waiting, "
                + status.queue().running() + " running, " + status.queue().retryable() + " to try again");
        screen.line("");
        Docks.show(docks, screen, workspace.now());
        reasons(docks);
    }

    private static String sentence(List<DockView> docks) {
        long all = docks.size();
        long bad = count(docks, Severity.BAD);
        long degraded = count(docks, Severity.WARN);
        if (bad > 0) {
            return bad == 1 ? "1 dock needs you." : bad + " docks need you.";
        } else if (degraded > 0) {
            return degraded + " of " + Words.count(all, "dock") + " degraded.";
        }
        boolean fresh = docks.stream().anyMatch(dock -> dock.lastSyncAt() != null);
        return fresh
                ? "All is well with " + Words.count(all, "dock") + "."
                : Words.count(all, "dock") + " before the first sync.";
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
