package io.tidegate.upkeep;

import io.tidegate.budget.LevelStore;
import io.tidegate.dock.DockPlanStore;
import java.time.InstantSource;

/** Lets docks that may be slowed down ask no more often than their limits leave room for. */
public final class Paces {
    private final LevelStore levels;
    private final DockPlanStore plan;
    private final InstantSource clock;

    public Paces(LevelStore levels, DockPlanStore plan, InstantSource clock) {
        this.levels = levels;
        this.plan = plan;
        this.clock = clock;
    }

    /** Looks at all of them: asked by the route. */
    public void fit() {
        plan.fit(levels.fitting(clock.instant()));
    }
}
