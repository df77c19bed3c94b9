package io.tidegate.cli.letter;

import io.tidegate.cli.session.Workspace;
import io.tidegate.dock.Dock;
import io.tidegate.monitor.DeadLetterStore.Letter;
import io.tidegate.monitor.DeadLetterStore.Resolution;
import io.tidegate.queue.JobState;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore.Enqueued;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;

@Command(name = "replay", description = "Queue the docks of dead letters again, for the types their jobs had to list.")
final class DeadLetterReplayCommand extends LetterDecision {
    DeadLetterReplayCommand(Workspace workspace) {
        super(workspace);
    }

    @Override
    Outcome decide(Workspace work, Letter letter) {
        Dock dock =
                work.docks().find(List.of(letter.dock())).stream().findFirst().orElse(null);
        if (dock == null) {
            return removed(letter);
        } else if (dock.condition().stoppedAt() != null) {
            String error = Objects.requireNonNullElse(dock.condition().error(), "it was stopped");
            return new Outcome(
                    letter.id(),
                    "dock_stopped",
                    null,
                    "not replayed, dock " + dock.name() + " is stopped (" + error
                            + "). First let it go on: ./tidegate dock resume " + dock.id());
        }
        List<String> types = letter.resourceTypes();
        List<Enqueued> queued =
                work.queue().enqueue(dock.id(), JobType.MANUAL, types == null ? List.of() : types, work.now());
        if (queued.isEmpty()) {
            return removed(letter);
        }
        work.deadLetters().resolve(letter.id(), Resolution.REPLAYED, work.now());
        Enqueued job = queued.get(0);
        String paused = dock.schedule().enabled() ? "" : " for this once; it stays paused";
        return new Outcome(letter.id(), "replayed", job.job(), "dock " + dock.name() + " " + said(job) + paused + ".");
    }

    private static Outcome removed(Letter letter) {
        return new Outcome(
                letter.id(),
                "dock_removed",
                null,
                "not replayed, its dock was removed. Put it away: ./tidegate dead-letter discard " + letter.id());
    }

    private static String said(Enqueued job) {
        if (job.fresh()) {
            return "queued as job " + job.job();
        }
        return job.state() == JobState.RUNNING
                ? "runs already as job " + job.job() + " and will run once more"
                : "was queued already as job " + job.job() + ", brought forward";
    }
}
