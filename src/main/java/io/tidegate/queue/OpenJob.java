package io.tidegate.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as people look at it.
 *
 * @param target what it syncs
 * @param type scheduled, manual, webhook or retry
 * @param state available, running, retryable, completed or discarded
 * @param times when it was queued and goes on
 * @param retryCount how often it was tried again
 * @param rerun whether it runs once more when its run has ended
 * @param node who runs it, or ran it last
 */
public record OpenJob(
        long id,
        Target target,
        String type,
        String state,
        Times times,
        int retryCount,
        boolean rerun,
        @Nullable String node,
        @Nullable String error) {

    /** What a job syncs, and the lane in which it stands. */
    public record Target(long dock, String name, String provider, String lane) {}

    /**
     * When a job was queued, may go on, and began.
     *
     * @param startedAt null before it is claimed
     */
    public record Times(
            Instant queuedAt, Instant runAt, @Nullable Instant startedAt) {}
}
