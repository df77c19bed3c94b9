package io.tidegate.cli.dock;

import io.tidegate.api.dock.DockView;
import io.tidegate.api.dock.QueuedSync;
import io.tidegate.api.run.EventView;
import io.tidegate.api.run.JobView;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Words;
import io.tidegate.queue.JobState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for the end of the run that a request for a sync leads to, and shows how far it is. */
final class RunWatch {
    private static final int PAUSE_MILLIS = 200;
    /** A server counts requests. */
    private static final int REMOTE_PAUSE_MILLIS = 1_000;

    private static final int ROUNDS_PER_COUNT = 5;
    private static final int LOOK_BACK = 5;

    private final Workspace workspace;
    private final DockView dock;
    private final @Nullable EventView before;
    private int rounds;
    private long records;

    /** Looks at what ran before; to be made before the sync is asked for. */
    RunWatch(Workspace workspace, DockView dock) {
        this.workspace = workspace;
        this.dock = dock;
        this.before = newest();
    }

    /** Whether a run was under way when the sync was asked for. */
    static boolean isRunning(QueuedSync job) {
        return job.state().equals(JobState.RUNNING.word());
    }

    /**
     * Waits, however long it takes.
     *
     * @throws CommandException when the run cannot end, because its dock or its Tidegate is gone
     */
    EventView await(QueuedSync job) {
        long first = first(job);
        while (true) {
            Optional<JobView> state = state(job);
            Optional<EventView> run = run(first);
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

    private Optional<JobView> state(QueuedSync job) {
        boolean counts = workspace.screen().look().live() && rounds++ % ROUNDS_PER_COUNT == 0;
        return workspace.link().find("/jobs/" + job.job(), Map.of("listed", counts), JobView.class);
    }

    /** The lowest number that the awaited run can have: one that runs already will run once more. */
    private long first(QueuedSync job) {
        EventView known = isRunning(job) ? newest() : before;
        if (known == null) {
            return 0;
        }
        boolean goesOn = known.status().equals("started") && !isRunning(job);
        return goesOn ? known.id() : known.id() + 1;
    }

    /** The first run from there on that was not abandoned by its worker: such a job goes on with another. */
    private Optional<EventView> run(long first) {
        List<EventView> newestFirst = recent(LOOK_BACK);
        EventView found = null;
        for (EventView event : newestFirst) {
            if (event.id() >= first && !"ABANDONED".equals(event.errorCode())) {
                found = event;
            }
        }
        return Optional.ofNullable(found);
    }

    private @Nullable EventView newest() {
        List<EventView> newest = recent(1);
        return newest.isEmpty() ? null : newest.get(0);
    }

    private List<EventView> recent(int most) {
        return workspace
                .link()
                .page("/events", Map.of("dock", dock.id(), "limit", most), EventView.class)
                .items();
    }

    private static boolean ended(JobView job) {
        return job.state().equals(JobState.COMPLETED.word()) || job.state().equals(JobState.DISCARDED.word());
    }

    private void show(JobView job, Optional<EventView> run) {
        if (!workspace.screen().look().live()) {
            return;
        }
        Long listed = job.listed();
        if (listed != null) {
            records = listed;
        }
        boolean running = job.state().equals(JobState.RUNNING.word()) && run.isPresent();
        workspace.screen().progress(dock.name() + ": " + (running ? progress(run.get()) : waiting(job)));
    }

    private String progress(EventView run) {
        Duration took = Duration.between(run.startedAt(), workspace.now());
        long perSecond = records * 1_000 / Math.max(1, took.toMillis());
        return Words.count(records, "record") + " listed in " + Words.duration(took) + ", " + Words.number(perSecond)
                + "/s";
    }

    private String waiting(JobView job) {
        return job.runAt().isAfter(workspace.now())
                ? "goes on " + Words.relative(job.runAt(), workspace.now())
                : "waits for a worker";
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(workspace.link().isLocal() ? PAUSE_MILLIS : REMOTE_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("Interrupted while waiting; the sync goes on.");
        }
    }

    /** What a run did, in a line. */
    static String summary(EventView run) {
        Long took = run.durationMs();
        return run.status() + ", " + Words.count(run.itemsProcessed(), "record") + ", "
                + Words.number(run.itemsChanged()) + " changed, " + Words.number(run.itemsDeleted()) + " deleted, "
                + Words.count(run.requests(), "request")
                + (took == null ? "" : " in " + Words.duration(Duration.ofMillis(took)));
    }
}
