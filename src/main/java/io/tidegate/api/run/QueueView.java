package io.tidegate.api.run;

import io.tidegate.queue.QueueLevelStore;
import io.tidegate.queue.QueueLevelStore.Count;
import io.tidegate.queue.QueueLevelStore.Ended;
import io.tidegate.queue.QueueLevelStore.Filter;
import io.tidegate.queue.QueueLevelStore.Held;
import io.tidegate.queue.QueueLevelStore.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The queue for programs.
 *
 * @param later how many of those that wait are not due yet: snoozed for budget, or backing off
 * @param completed24h jobs that ended well in the last 24 hours
 * @param discarded24h jobs that were given up in the last 24 hours
 * @param oldestWaitingSeconds how long the job is due that waits longest; null when none is due
 * @param byType the same by why they were queued
 * @param jobs at work, the longest first, at most 100
 * @param held lanes that wait for budget while jobs wait in them, at most 100
 */
public record QueueView(
        long available,
        long running,
        long retryable,
        long later,
        long completed24h,
        long discarded24h,
        @Nullable Long oldestWaitingSeconds,
        List<OfType> byType,
        List<AtWork> jobs,
        List<Held> held) {
    private static final Duration DAY = Duration.ofHours(24);

    /** Open jobs of a type: scheduled, manual, webhook or retry. */
    public record OfType(String type, long available, long running, long retryable, long later) {}

    /**
     * A job at work.
     *
     * @param progressAt when it last committed a page; null before its first
     * @param run its number in events
     * @param listed how many records it has listed so far
     */
    public record AtWork(
            long jobId,
            long dockId,
            String dock,
            String provider,
            String lane,
            String type,
            Instant startedAt,
            long runningSeconds,
            @Nullable Instant progressAt,
            int retryCount,
            @Nullable String node,
            @Nullable Long run,
            long listed) {}

    static QueueView of(QueueLevelStore queue, Filter filter, Instant now) {
        List<Count> counts = queue.counts(filter, now);
        Ended ended = queue.ended(filter, now.minus(DAY));
        Instant oldest = counts.stream()
                .map(Count::oldest)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new QueueView(
                sum(counts, Count::available),
                sum(counts, Count::running),
                sum(counts, Count::retryable),
                sum(counts, Count::later),
                ended.completed(),
                ended.discarded(),
                oldest == null ? null : Long.valueOf(ErrorView.seconds(oldest, now)),
                counts.stream()
                        .map(one ->
                                new OfType(one.type(), one.available(), one.running(), one.retryable(), one.later()))
                        .toList(),
                queue.running(filter, now).stream().map(job -> atWork(job, now)).toList(),
                queue.held(filter, now));
    }

    private static AtWork atWork(Running job, Instant now) {
        return new AtWork(
                job.jobId(),
                job.dockId(),
                job.dock(),
                job.provider(),
                job.lane(),
                job.type(),
                job.startedAt(),
                ErrorView.seconds(job.startedAt(), now),
                job.progressAt(),
                job.retryCount(),
                job.node(),
                job.run(),
                job.listed());
    }

    private static long sum(List<Count> counts, ToLongFunction<Count> figure) {
        return counts.stream().mapToLong(figure).sum();
    }
}
