package io.tidegate.api.run;

import io.tidegate.queue.OpenJob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job for programs.
 *
 * @param lane what it shares with the jobs that cannot run at the same time
 * @param type scheduled, manual, webhook or retry
 * @param state available, running, retryable, completed or discarded
 * @param runAt when it goes on
 * @param startedAt null before it is claimed
 * @param retryCount how often it was tried again
 * @param rerun whether it runs once more when its run has ended
 * @param node who runs it, or ran it last
 * @param listed how many records its run has listed so far, where that was asked for and one is under way
 */
public record JobView(
        long id,
        long dockId,
        String dock,
        String provider,
        String lane,
        String type,
        String state,
        Instant queuedAt,
        Instant runAt,
        @Nullable Instant startedAt,
        int retryCount,
        boolean rerun,
        @Nullable String node,
        @Nullable String error,
        @Nullable Long listed) {
    /** A job as it stands in the queue. */
    public static JobView of(OpenJob job) {
        return new JobView(
                job.id(),
                job.target().dock(),
                job.target().name(),
                job.target().provider(),
                job.target().lane(),
                job.type(),
                job.state(),
                job.times().queuedAt(),
                job.times().runAt(),
                job.times().startedAt(),
                job.retryCount(),
                job.rerun(),
                job.node(),
                job.error(),
                null);
    }

    JobView with(long records) {
        return new JobView(
                id,
                dockId,
                dock,
                provider,
                lane,
                type,
                state,
                queuedAt,
                runAt,
                startedAt,
                retryCount,
                rerun,
                node,
                error,
                records);
    }
}
