package io.tidegate.api.operation;

import io.tidegate.queue.JobState;
import io.tidegate.queue.QueueStore.Enqueued;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one dead letter.
 *
 * @param outcome replayed, discarded, already_resolved, dock_stopped or dock_removed
 * @param job the job that was queued, or stood in the queue already; null for none
 * @param message in words
 */
public record LetterOutcome(
        long id, String outcome, @Nullable Long job, String message) {
    static final String DOCK_REMOVED = "dock_removed";
    static final String DOCK_STOPPED = "dock_stopped";
    private static final String RESOLVED = "already_resolved";
    private static final List<String> GOOD = List.of("replayed", "discarded", RESOLVED);

    /** Whether it is as it was asked for. */
    public boolean good() {
        return GOOD.contains(outcome);
    }

    /**
     * Somebody decided before.
     *
     * @param when in words
     */
    public static LetterOutcome resolved(long id, @Nullable String resolution, String when) {
        return new LetterOutcome(id, RESOLVED, null, resolution + " " + when + "; left as it is.");
    }

    /**
     * It cannot be done as things are.
     *
     * @param message why, and what to do
     */
    public static LetterOutcome impossible(long id, String outcome, String message) {
        return new LetterOutcome(id, outcome, null, message);
    }

    static LetterOutcome discarded(long id) {
        return new LetterOutcome(id, "discarded", null, "discarded.");
    }

    static LetterOutcome removed(long id) {
        return new LetterOutcome(
                id,
                DOCK_REMOVED,
                null,
                "not replayed, its dock was removed. Put it away: ./tidegate dead-letter discard " + id);
    }

    static LetterOutcome stopped(long id, String dock, long dockId, String error) {
        return new LetterOutcome(
                id,
                DOCK_STOPPED,
                null,
                "not replayed, dock " + dock + " is stopped (" + error
                        + "). First let it go on: ./tidegate dock resume " + dockId);
    }

    static LetterOutcome replayed(long id, String dock, Enqueued job, boolean enabled) {
        String paused = enabled ? "" : " for this once; it stays paused";
        return new LetterOutcome(id, "replayed", job.job(), "dock " + dock + " " + said(job) + paused + ".");
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
