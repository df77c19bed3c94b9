package io.tidegate.cli.dock;

import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Words;
import io.tidegate.dock.Dock;
import io.tidegate.monitor.EventStore;
import io.tidegate.monitor.SyncEvent;
import io.tidegate.queue.JobState;
import io.tidegate.queue.OpenJob;
import io.tidegate.queue.QueueStore.Enqueued;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for the end of the run that a request for a sync leads to, and shows how far it is. */
final class RunWatch {
    private static final int PAUSE_MILLIS = 200;
    private static final int ROUNDS_PER_COUNT = 5;
    private static final int LOOK_BACK = 5;

    private final Workspace workspace;
    private final Dock dock;
    private final @Nullable SyncEvent before;
    private int rounds;
    private long records;

    /** Looks at what ran before; to be made before the sync is asked for. */
    RunWatch(Workspace workspace, Dock dock) {
        this.workspace = workspace;
        this.dock = dock;
        this.before = newest();
    }

    /**
     * Waits, however long it takes.
     *
     * @throws CommandException when the run cannot end, because its dock or its Tidegate is gone
     */
    SyncEvent await(Enqueued job) {
        long first = first(job);
        while (true) {
            Optional<OpenJob> state = workspace.jobs().find(job.job());
            Optional<SyncEvent> run = run(first);
            if (run.isPresent() && !run.get().status().equals("started")) {
                workspace.screen().endProgress();
                return run.get();
            }
            if (state.isEmpty()) {
                throw CommandException.failed("Dock " + dock.name() + " was removed while its sync waited.");
            }
            if (ended(state.get()) && run.isEmpty()) {
                // it ran once more between our two looks, and that run counts
                return Optional.ofNullable(newest())
                        .orElseThrow(() -> CommandException.failed("Job " + job.job() + " ended without a run."));
            }
            show(state.get(), run);
            pause();
        }
    }

    /** The lowest number that the awaited run can have: one that runs already will run once more. */
    private long first(Enqueued job) {
        SyncEvent known = job.state() == JobState.RUNNING ? newest() : before;
        if (known == null) {
            return 0;
        }
        boolean goesOn = known.status().equals("started") && job.state() != JobState.RUNNING;
        return goesOn ? known.id() : known.id() + 1;
    }

    /** The first run from there on that was not abandoned by its worker: such a job goes on with another. */
    private Optional<SyncEvent> run(long first) {
        List<SyncEvent> newestFirst = recent(LOOK_BACK);
        SyncEvent found = null;
        for (SyncEvent event : newestFirst) {
            if (event.id() >= first && !"ABANDONED".equals(event.errorCode())) {
                found = event;
            }
        }
        return Optional.ofNullable(found);
    }

    private @Nullable SyncEvent newest() {
        List<SyncEvent> newest = recent(1);
        return newest.isEmpty() ? null : newest.get(0);
    }

    private List<SyncEvent> recent(int most) {
        return workspace
                .events()
                .recent(EventStore.Filter.of(dock.id()), null, most)
                .items();
    }

    private static boolean ended(OpenJob job) {
        return job.state().equals(JobState.COMPLETED.word()) || job.state().equals(JobState.DISCARDED.word());
    }

    private void show(OpenJob job, Optional<SyncEvent> run) {
        if (!workspace.screen().look().live()) {
            return;
        }
        boolean running = job.state().equals(JobState.RUNNING.word()) && run.isPresent();
        if (running && rounds++ % ROUNDS_PER_COUNT == 0) {
            records = workspace.counts().listedSince(dock.id(), run.get().time().startedAt());
        }
        workspace.screen().progress(dock.name() + ": " + (running ? progress(run.get()) : waiting(job)));
    }

    private String progress(SyncEvent run) {
        Duration took = Duration.between(run.time().startedAt(), workspace.now());
        long perSecond = records * 1_000 / Math.max(1, took.toMillis());
        return Words.count(records, "record") + " listed in " + Words.duration(took) + ", " + Words.number(perSecond)
                + "/s";
    }

    private String waiting(OpenJob job) {
        return job.times().runAt().isAfter(workspace.now())
                ? "goes on " + Words.relative(job.times().runAt(), workspace.now())
                : "waits for a worker";
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("Interrupted while waiting; the sync goes on.");
        }
    }

    /** What a run did, in a line. */
    static String summary(SyncEvent run) {
        Long took = run.time().durationMs();
        SyncEvent.Items items = run.items();
        return run.status() + ", " + Words.count(items.processed(), "record") + ", " + Words.number(items.changed())
                + " changed, " + Words.number(items.deleted()) + " deleted, " + Words.count(items.requests(), "request")
                + (took == null ? "" : " in " + Words.duration(Duration.ofMillis(took)));
    }
}
