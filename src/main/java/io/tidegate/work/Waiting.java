package io.tidegate.work;

import io.tidegate.queue.QueueStore.Claimable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Which waiting jobs were told of: one that still waits is told again after 10 s, then after twice as long each time, up
 * to 5 min. For one thread.
 */
final class Waiting {
    private static final long FIRST = Duration.ofSeconds(10).toNanos();
    private static final long LONGEST = Duration.ofMinutes(5).toNanos();

    private record Told(long fencingToken, long againAt, long pause) {}

    private final LongSupplier nanos;
    private Map<Long, Told> told = new HashMap<>();

    Waiting(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Those of the jobs that are to be told now; whoever is not among the jobs waits no more. */
    List<Claimable> fresh(Collection<Claimable> jobs) {
        long now = nanos.getAsLong();
        List<Claimable> fresh = new ArrayList<>();
        Map<Long, Told> still = new HashMap<>();
        for (Claimable job : jobs) {
            Told before = told.get(job.job());
            if (before == null || before.fencingToken() != job.fencingToken()) {
                fresh.add(job);
                still.put(job.job(), new Told(job.fencingToken(), now + FIRST, FIRST));
            } else if (now - before.againAt() >= 0) {
                fresh.add(job);
                long pause = Math.min(LONGEST, 2 * before.pause());
                still.put(job.job(), new Told(job.fencingToken(), now + pause, pause));
            } else {
                still.put(job.job(), before);
            }
        }
        told = still;
        return fresh;
    }

    /** These could not be told: they are at the next look. */
    void forget(Collection<Claimable> jobs) {
        jobs.forEach(job -> told.remove(job.job()));
    }
}
