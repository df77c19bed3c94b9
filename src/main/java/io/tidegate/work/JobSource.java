package io.tidegate.work;

import io.tidegate.db.Notifications;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockStore;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import io.tidegate.queue.Claimed;
import io.tidegate.queue.JobQueue;
import io.tidegate.queue.QueueStore;
import io.tidegate.run.SyncRun;
import io.tidegate.vault.CredentialBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where workers get their runs from: claimed jobs with their docks and their providers' facts. */
public final class JobSource {
    /** More would be news of jobs for which nobody has time. */
    private static final int MOST_WAITING = 1000;

    private final JobQueue queue;
    private final DockStore docks;
    private final Providers providers;
    private final CredentialBook credentials;
    private final Supplier<Notifications> wakeUps;
    private final @Nullable AnnouncedJobs announced;
    private final Set<JobsConsumer> consumers = ConcurrentHashMap.newKeySet();

    /**
     * @param wakeUps makes what tells of new jobs
     * @param announced where jobs are announced; null: workers look for any job themselves
     */
    public JobSource(
            JobQueue queue,
            DockStore docks,
            Providers providers,
            CredentialBook credentials,
            Supplier<Notifications> wakeUps,
            @Nullable AnnouncedJobs announced) {
        this.queue = queue;
        this.docks = docks;
        this.providers = providers;
        this.credentials = credentials;
        this.wakeUps = wakeUps;
        this.announced = announced;
    }

    /**
     * Claims at most {@code most} runs.
     *
     * @param interrupted tells the runs to end soon
     */
    List<SyncRun> claim(int most, AtomicBoolean interrupted) {
        List<Claimed> jobs = announced == null ? queue.claim(most, loaded()) : announced.claim(most, loaded());
        if (jobs.isEmpty()) {
            return List.of();
        }
        Map<Long, Dock> byId = docks(jobs);
        List<SyncRun> runs = new ArrayList<>();
        for (Claimed job : jobs) {
            Dock dock = byId.get(job.dockId());
            // asked for only now: facts of before the claim may be older than what queued the job
            Provider provider = dock == null ? null : providers.find(dock.provider());
            if (dock == null) {
                queue.release(job); // the dock was removed a moment ago, and its jobs with it
            } else if (provider == null) {
                queue.abandon(job); // its file was taken away a moment ago
            } else {
                runs.add(new SyncRun(job, dock, provider, interrupted));
            }
        }
        return runs;
    }

    private List<String> loaded() {
        return providers.all().stream().map(Provider::name).toList();
    }

    /** Jobs that wait for nothing but a worker, of this node or another. */
    List<QueueStore.Claimable> waiting() {
        return queue.claimable(MOST_WAITING, loaded());
    }

    private Map<Long, Dock> docks(List<Claimed> jobs) {
        try {
            Map<Long, Dock> byId = new HashMap<>();
            docks.find(jobs.stream().map(Claimed::dockId).toList()).forEach(dock -> byId.put(dock.id(), dock));
            return byId;
        } catch (RuntimeException e) {
            jobs.forEach(queue::abandon); // held on to, they would keep their leases for ever
            throw e;
        }
    }

    /** A run's worker is done with it; one whose end is not on record goes back to the queue. */
    void done(SyncRun run) {
        credentials.close(run.job().claim());
        if (run.isFinished()) {
            queue.release(run.job());
        } else {
            queue.abandon(run.job());
        }
    }

    /** Whether all who look for work still do; one that stands still for five minutes does so for ever. */
    public boolean isLookedFor() {
        return consumers.stream().allMatch(JobsConsumer::looks);
    }

    void add(JobsConsumer consumer) {
        consumers.add(consumer);
    }

    void remove(JobsConsumer consumer) {
        consumers.remove(consumer);
    }

    /** For a shutdown: nothing more is claimed; runs at work end within a grace, or stop after their page. */
    public void drain() {
        if (announced != null) {
            announced.close();
        }
        consumers.forEach(JobsConsumer::drain);
    }

    /** Wakes whoever waits for work. */
    WakeUps wakeUps() {
        return announced == null ? notifications() : announced.wakeUps();
    }

    /** Wakes whoever is to hear of every new job. */
    WakeUps notifications() {
        Notifications notifications = wakeUps.get();
        return new WakeUps() {
            @Override
            public void await(Duration longest) {
                notifications.await(longest);
            }

            @Override
            public void close() {
                notifications.close();
            }
        };
    }
}
