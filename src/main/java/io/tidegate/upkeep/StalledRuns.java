package io.tidegate.upkeep;

import io.tidegate.dock.Dock;
import io.tidegate.dock.DockStore;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import io.tidegate.queue.Claimed;
import io.tidegate.queue.QueueStore;
import io.tidegate.record.ResourceStore.ListKey;
import io.tidegate.run.FailureCode;
import io.tidegate.run.RunIds;
import io.tidegate.run.SyncRun;
import io.tidegate.run.TypeResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds runs that stand still while their worker goes on renewing the lease. They end as any failed run does; whatever
 * the worker still writes is refused.
 */
public final class StalledRuns {
    private static final Logger LOG = LoggerFactory.getLogger(StalledRuns.class);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final QueueStore queue;
    private final DockStore docks;
    private final Providers providers;
    private final InstantSource clock;

    public StalledRuns(QueueStore queue, DockStore docks, Providers providers, InstantSource clock) {
        this.queue = queue;
        this.docks = docks;
        this.providers = providers;
        this.clock = clock;
    }

    /** The runs, of whatever node, that committed no page for 30 minutes, with that as their result. */
    public List<SyncRun> find() {
        Instant since = clock.instant().minus(LONGEST);
        List<SyncRun> runs = new ArrayList<>();
        for (Claimed job : queue.stalled(since)) {
            docks.find(List.of(job.dockId())).stream()
                    .flatMap(dock -> run(job, dock).stream())
                    .forEach(runs::add);
        }
        return runs;
    }

    private List<SyncRun> run(Claimed job, Dock dock) {
        Provider provider = providers.find(dock.provider());
        if (provider == null) {
            LOG.warn(
                    "job {} of dock {} stands still; it is ended when a file of provider {} is loaded",
                    job.id(),
                    dock.name(),
                    dock.provider());
            return List.of();
        }
        SyncRun run = new SyncRun(job, dock, provider, new AtomicBoolean());
        String message = "committed no page for " + LONGEST.toMinutes() + " minutes";
        RunIds.about(
                run,
                () -> LOG.warn("run {} of dock {} {}; it ends here", job.run().event(), dock.name(), message));
        run.add(new TypeResult.Failed(new ListKey(dock.id(), "", ""), FailureCode.STALLED, message, 0));
        return List.of(run);
    }
}
