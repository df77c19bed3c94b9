package io.tidegate.cli.view;

import io.tidegate.api.status.StatusView;
import io.tidegate.cli.session.Docks;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Screen;
import io.tidegate.cli.terminal.Words;
import io.tidegate.dock.DockHealth.Severity;
import io.tidegate.record.ResourceCountStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
        Docks docks = Docks.read(workspace);
        ResourceCountStore counts = workspace.counts();
        Map<Long, Long> changed = StatusView.changed(counts, docks.now());
        StatusView status = StatusView.of(workspace.jobs(), counts, changed, docks.views());
        if (json.wanted()) {
            workspace.screen().json(status);
        } else {
            show(status, docks, changed.containsValue((long) ResourceCountStore.MOST_CHANGES));
        }
        return 0;
    }

    private void show(StatusView status, Docks docks, boolean more) {
        Screen screen = workspace.screen();
        if (status.processes() == 0) {
            screen.line("Tidegate is not running. Start it: ./tidegate run");
        }
        if (docks.docks().isEmpty()) {
            screen.line(Docks.NONE);
            return;
        }
        screen.line(sentence(docks));
        screen.line(Words.count(status.resources(), "record") + ", " + Words.number(status.changes24h())
                + (more ? " or more" : "") + " changes in 24 h; queue: "
                + status.queue().available() + " waiting, "
                + status.queue().running() + " running, " + status.queue().retryable() + " to try again");
        screen.line("");
        docks.show(screen);
        reasons(docks);
    }

    private static String sentence(Docks docks) {
        long all = docks.docks().size();
        long bad = count(docks, Severity.BAD);
        long degraded = count(docks, Severity.WARN);
        if (bad > 0) {
            return bad == 1 ? "1 dock needs you." : bad + " docks need you.";
        } else if (degraded > 0) {
            return degraded + " of " + Words.count(all, "dock") + " degraded.";
        }
        boolean fresh =
                docks.docks().stream().anyMatch(each -> each.dock().condition().lastSync() != null);
        return fresh
                ? "All is well with " + Words.count(all, "dock") + "."
                : Words.count(all, "dock") + " before the first sync.";
    }

    private static long count(Docks docks, Severity severity) {
        return docks.docks().stream()
                .filter(each -> each.health().severity() == severity)
                .count();
    }

    private void reasons(Docks docks) {
        Instant now = docks.now();
        List<Docks.Judged> matter = docks.docks().stream()
                .filter(each -> each.health().severity() != Severity.OK)
                .toList();
        if (!matter.isEmpty()) {
            workspace.screen().line("");
        }
        for (Docks.Judged each : matter) {
            String word = each.health().text(workspace.screen().look().zone(), now);
            workspace
                    .screen()
                    .line(each.dock().name() + ": " + word + ", "
                            + Words.plain(each.health().reason()));
        }
    }
}
