package io.tidegate.queue;

import io.tidegate.clock.NodeClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node's hold on the queue: claims jobs, renews their leases while they run, and gives them back. */
public final class JobQueue {
    private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);

    private static final Duration ABANDONED_WAIT = Duration.ofSeconds(10);

    /**
     * A job of ours.
     *
     * @param progress when, by the steady clock, its run last committed a page, or was claimed: written with each renewal
     * @param claimedNanos when it was claimed, in this process's nanoseconds
     */
    private record Held(Claimed job, Instant progress, long claimedNanos) {}

    /** Three renewals: whoever missed as many was not running. */
    private static final long STILL_NANOS = Duration.ofSeconds(6).toNanos();

    private final QueueStore store;
    private final InstantSource clock;
    private final InstantSource steady;
    private final String node;
    private final Duration lease;
    private final LongSupplier nanos;
    private final Map<Long, Held> held = new ConcurrentHashMap<>();
    private final Map<Long, Claimed> owed = new ConcurrentHashMap<>();

    /** When this process last knew which jobs are its own, in its nanoseconds; 0 where nobody renews. */
    private volatile long knownNanos;

    /**
     * @param node this process, as the tables show it
     * @param lease how long a job is ours without a sign of life
     */
    public JobQueue(QueueStore store, InstantSource clock, String node, Duration lease) {
        this(store, clock, node, lease, System::nanoTime);
    }

    JobQueue(QueueStore store, InstantSource clock, String node, Duration lease, LongSupplier nanos) {
        this.nanos = nanos;
        this.store = store;
        this.clock = clock;
        this.steady = NodeClock.steady(clock);
        this.node = node;
        this.lease = lease;
    }

    /** Claims at most {@code most} jobs of docks of the named providers. */
    public List<Claimed> claim(int most, Collection<String> providers) {
        return claim(new QueueStore.Wanted(most, null, null), providers, clock.instant());
    }

    /** The same, of jobs only that nobody claimed for a while. */
    public List<Claimed> claimDueFor(Duration time, int most, Collection<String> providers) {
        Instant now = clock.instant();
        return claim(new QueueStore.Wanted(most, now.minus(time), null), providers, now);
    }

    /** Claims those of these jobs that can be claimed; of the others somebody else knows, or the table does. */
    public List<Claimed> claimNamed(Collection<Long> jobs, Collection<String> providers) {
        return claim(new QueueStore.Wanted(jobs.size(), null, jobs), providers, clock.instant());
    }

    /** What could be claimed now, by any node, at most {@code most}. */
    public List<QueueStore.Claimable> claimable(int most, Collection<String> providers) {
        return store.claimable(most, providers, clock.instant());
    }

    private List<Claimed> claim(QueueStore.Wanted wanted, Collection<String> providers, Instant now) {
        long asked = nanos.getAsLong();
        List<Claimed> jobs = store.claim(wanted, providers, node, now, lease);
        Instant claimed = steady.instant();
        jobs.forEach(job -> held.put(job.id(), new Held(job, claimed, asked)));
        return jobs;
    }

    /** The job has ended, or is no longer ours. */
    public void release(Claimed job) {
        held.computeIfPresent(job.id(), (id, mine) -> mine.job().equals(job) ? null : mine);
    }

    /** The job's run committed a page; a run that does not for long is ended by {@code stalled}. */
    public void progressed(Claimed job) {
        Instant now = steady.instant();
        held.computeIfPresent(
                job.id(), (id, mine) -> mine.job().equals(job) ? new Held(job, now, mine.claimedNanos()) : mine);
    }

    /** The job's run broke off: it goes back to the queue, as soon as the database lets it. */
    public void abandon(Claimed job) {
        release(job);
        owed.put(job.id(), job);
    }

    /** Renews the leases of all jobs held, and gives back those that were abandoned; due well before a lease ends. */
    public void renew() {
        Map<Claimed, Instant> progress = new HashMap<>();
        Instant now = clock.instant();
        Instant current = steady.instant();
        held.values().forEach(mine -> progress.put(mine.job(), now.minus(Duration.between(mine.progress(), current))));
        if (!progress.isEmpty()) {
            Set<Long> ours = new HashSet<>(store.renew(progress, now, lease));
            for (Claimed job : progress.keySet()) {
                if (!ours.contains(job.id()) && isHeld(job)) {
                    release(job);
                    LOG.warn("job {} of dock {} is no longer ours; its worker will be refused", job.id(), job.dockId());
                }
            }
        }
        knownNanos = nanos.getAsLong() | 1;
        for (Claimed job : List.copyOf(owed.values())) {
            // later than now, so that a run that breaks off at once does not turn in circles
            store.handBack(job, clock.instant().plus(ABANDONED_WAIT));
            owed.remove(job.id());
        }
    }

    /** Whether a job is ours, as far as is known. */
    public boolean holds(Claimed job) {
        return isHeld(job);
    }

    /**
     * Whether that is known of late, by a renewal or by the claim itself: not by a process that stood still, until it has
     * looked again.
     */
    public boolean isUpToDate(Claimed job) {
        long known = knownNanos;
        Held mine = held.get(job.id());
        return known == 0 || isOfLate(known) || (mine != null && isOfLate(mine.claimedNanos()));
    }

    private boolean isOfLate(long then) {
        return nanos.getAsLong() - then < STILL_NANOS;
    }

    private boolean isHeld(Claimed job) {
        Held mine = held.get(job.id());
        return mine != null && mine.job().equals(job);
    }

    /** Gives back every job still held, for a shutdown that cannot wait longer. */
    public void handBackAll() {
        owed.values().forEach(job -> store.handBack(job, clock.instant()));
        owed.clear();
        for (Held mine : List.copyOf(held.values())) {
            Claimed job = mine.job();
            store.handBack(job, clock.instant());
            release(job);
            LOG.info("job {} of dock {} handed back", job.id(), job.dockId());
        }
    }

    /** Makes jobs of workers available whose lease has passed. */
    public void rescue() {
        rescueLeasesBefore(clock.instant());
    }

    /** Makes every running job available: for a start that knows no other worker lives. */
    public void rescueAll() {
        rescueLeasesBefore(clock.instant().plus(Duration.ofDays(36_500)));
    }

    private void rescueLeasesBefore(Instant before) {
        List<Long> docks = store.rescue(before, clock.instant());
        if (!docks.isEmpty()) {
            LOG.warn("took over jobs that their workers left: docks {}", docks);
        }
    }
}
