package io.tidegate.queue;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job that this worker holds.
 *
 * @param fencingToken refuses whoever held the job before
 * @param retryCount how often it was tried again before
 * @param run the run it is part of, which may have begun under an earlier claim
 * @param resourceTypes the types asked for; null means all that the dock wants
 */
public record Claimed(
        long id,
        long dockId,
        long fencingToken,
        JobType type,
        int retryCount,
        @Nullable List<String> resourceTypes,
        Run run) {

    /** Names this claim among all claims of all jobs. */
    public String claim() {
        return id + "." + fencingToken;
    }

    /**
     * An open run.
     *
     * @param event its row in sync_events
     * @param startedAt when it began
     * @param stats what its earlier claims did
     */
    public record Run(long event, Instant startedAt, RunStats stats) {}
}
