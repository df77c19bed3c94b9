package io.tidegate.work;

import io.tidegate.queue.Claimed;
import io.tidegate.queue.JobQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * Jobs that were announced to this node and wait for one of its workers. An announcement is a hint: the table decides who
 * gets the job, and what nobody took is found there, if later.
 */
public final class AnnouncedJobs {
    /** What is older speaks of a job that the table has long given to somebody. */
    private static final Duration STALE = Duration.ofSeconds(30);

    /** How often the table is looked at, and for how long a job is left to those it was announced to. */
    private static final Duration UNANNOUNCED = Duration.ofSeconds(5);

    /** Whoever holds up the announcements of a partition longer than this lets the table find them. */
    private static final long LONGEST_WAIT_NANOS = Duration.ofSeconds(5).toNanos();

    private final JobQueue queue;
    private final InstantSource clock;
    private final int most;
    private final Deque<Long> waiting = new ArrayDeque<>();
    private boolean open = true;
    private long looked = System.nanoTime() - UNANNOUNCED.toNanos();

    /** @param most announcements that wait here; more than there are workers would keep jobs from other nodes */
    public AnnouncedJobs(JobQueue queue, InstantSource clock, int most) {
        this.queue = queue;
        this.clock = clock;
        this.most = most;
    }

    /**
     * Takes an announcement, and waits a moment when no worker is free.
     *
     * @param at when it was announced
     * @return false when it was stale, or no worker became free in time
     */
    public boolean take(long job, Instant at) throws InterruptedException {
        return !at.isBefore(clock.instant().minus(STALE)) && offer(job);
    }

    private synchronized boolean offer(long job) throws InterruptedException {
        long until = System.nanoTime() + LONGEST_WAIT_NANOS;
        while (open && waiting.size() >= most && until - System.nanoTime() > 0) {
            wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
        }
        if (!open || waiting.size() >= most) {
            return false;
        }
        waiting.add(job);
        notifyAll();
        return true;
    }

    /**
     * Claims what was announced; and now and then, what nobody claimed although it was. One or the other: when a second claim
     * fails, nobody would run what the first one got.
     */
    List<Claimed> claim(int free, Collection<String> providers) {
        if (System.nanoTime() - looked >= UNANNOUNCED.toNanos()) {
            List<Claimed> forgotten = queue.claimDueFor(UNANNOUNCED, free, providers);
            looked = System.nanoTime();
            if (!forgotten.isEmpty()) {
                return forgotten;
            }
        }
        List<Long> jobs = poll(free);
        return jobs.isEmpty() ? List.of() : queue.claimNamed(jobs, providers);
    }

    private synchronized List<Long> poll(int free) {
        List<Long> jobs = new ArrayList<>();
        while (jobs.size() < free && !waiting.isEmpty()) {
            jobs.add(waiting.remove());
        }
        notifyAll();
        return jobs;
    }

    /** What its workers wait on. */
    WakeUps wakeUps() {
        return new WakeUps() {
            @Override
            public void await(Duration longest) throws InterruptedException {
                AnnouncedJobs.this.await(longest);
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }

    private synchronized void await(Duration longest) throws InterruptedException {
        long until = System.nanoTime() + longest.toNanos();
        while (waiting.isEmpty() && until - System.nanoTime() > 0) {
            wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
        }
    }

    /** Nobody claims any more: announcements are left to others. */
    synchronized void close() {
        open = false;
        waiting.clear();
        notifyAll();
    }
}
