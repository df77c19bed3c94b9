package io.tidegate.upkeep;

import io.tidegate.dock.CronSchedule;
import io.tidegate.dock.DockPlanStore;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Turns docks that are due into jobs. */
public final class DueDocks {
    private final DockLanes lanes;
    private final DockPlanStore docks;
    private final Providers providers;
    private final InstantSource clock;

    public DueDocks(DockLanes lanes, DockPlanStore docks, Providers providers, InstantSource clock) {
        this.lanes = lanes;
        this.docks = docks;
        this.providers = providers;
        this.clock = clock;
    }

    /** Queues what is due, of loaded providers only; a dock whose file is missing is due again when it loads. */
    public void enqueue() {
        Instant now = clock.instant();
        lanes.follow(now);
        List<String> loaded = providers.all().stream().map(Provider::name).toList();
        List<DockPlanStore.Queued> queued = docks.enqueueDue(loaded, now);
        for (DockPlanStore.Queued dock : queued) {
            if (dock.cron() != null) {
                docks.plan(dock.dock(), new CronSchedule(dock.cron()).next(now));
            }
        }
    }
}
