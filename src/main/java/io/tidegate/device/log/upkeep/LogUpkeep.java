package io.tidegate.device.log.upkeep;

import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.db.scope.Scoped;
import io.tidegate.device.log.CounterStore;
import io.tidegate.device.log.CounterStore.Counter;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hourly work on the logs of all workspaces, in batches; stopped at any moment, the next time goes on. */
public final class LogUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(LogUpkeep.class);

    /** Pushes into the workspace wait for so many. */
    private static final int BATCH = 1_000;

    private final LogUpkeepStore store;
    private final OrganizationScope scope;
    private final InstantSource clock;
    private final int batch;

    /** @param store the login role's, which sees all workspaces */
    public LogUpkeep(LogUpkeepStore store, OrganizationScope scope, InstantSource clock) {
        this(store, scope, clock, BATCH);
    }

    /** @param batch versions that one transaction forgets */
    public LogUpkeep(LogUpkeepStore store, OrganizationScope scope, InstantSource clock, int batch) {
        this.store = store;
        this.scope = scope;
        this.clock = clock;
        this.batch = batch;
    }

    /** Forgets what is past its retention, in each workspace that nobody else works on. */
    public void hourly() {
        for (long workspace : store.workspaces()) {
            int batches = 0;
            while (scope.within(workspace, this::forget)) {
                batches++;
            }
            if (batches > 0) {
                LOG.info("The log of workspace {} is shorter by up to {} entries", workspace, batches * batch);
            }
        }
    }

    /** One batch; whether there was something to forget. */
    private boolean forget(Scoped scoped) {
        long workspace = scoped.organization();
        LogUpkeepStore within = new LogUpkeepStore(scoped.jdbi());
        if (!within.take(workspace)) {
            return false;
        }
        // before any row, as pushes do: else each could wait for the other
        Optional<Counter> counter = new CounterStore(scoped.jdbi()).lock(workspace);
        if (counter.isEmpty()) {
            return false;
        }
        long floor = within.reach(workspace, counter.get(), batch, clock.instant());
        if (floor <= counter.get().floor()) {
            return false;
        }
        within.forget(workspace, floor);
        return true;
    }
}
