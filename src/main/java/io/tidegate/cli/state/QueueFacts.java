package io.tidegate.cli.state;

import io.tidegate.api.run.QueueView;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.queue.QueueLevelStore.Held;
import java.time.Duration;

/** The queue as a whole, for people. */
public final class QueueFacts {
    private QueueFacts() {}

    /** Shows how much waits, and what holds it up. */
    public static void show(Workspace workspace, QueueView queue) {
        String later = queue.later() == 0 ? "" : " (" + Words.number(queue.later()) + " of these not due yet)";
        String oldest = queue.oldestWaitingSeconds() == null
                ? ""
                : "; the oldest is due for " + Words.duration(Duration.ofSeconds(queue.oldestWaitingSeconds()));
        workspace
                .screen()
                .line(Words.number(queue.available()) + " waiting, " + Words.number(queue.running()) + " running, "
                        + Words.number(queue.retryable()) + " to try again" + later + oldest + "; in 24 h "
                        + Words.number(queue.completed24h()) + " done, " + Words.number(queue.discarded24h())
                        + " given up");
        if (queue.held().isEmpty()) {
            return;
        }
        Table table = new Table(
                Column.text("LANE", 12), Column.number("JOBS"), Column.of("GOES ON"), Column.text("REASON", 16));
        for (Held lane : queue.held()) {
            table.add(
                    lane.lane(),
                    Words.number(lane.waiting()),
                    Words.relative(lane.freeAt(), workspace.now()),
                    lane.reason());
        }
        workspace.screen().line("");
        workspace.screen().table(table);
    }
}
