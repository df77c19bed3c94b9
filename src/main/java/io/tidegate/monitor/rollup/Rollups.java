package io.tidegate.monitor.rollup;

import java.time.Instant;
import java.time.InstantSource;

/** Keeps the figures of hours, days and weeks up to date. */
public final class Rollups {
    private final RollupStore store;
    private final InstantSource clock;

    public Rollups(RollupStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Brings the hours up to now. */
    public void hourly() {
        keep(Period.HOUR);
    }

    /** Brings the days up to now. */
    public void daily() {
        keep(Period.DAY);
    }

    /** Brings the weeks up to now. */
    public void weekly() {
        keep(Period.WEEK);
    }

    /** Brings all of them up to now, and puts an end to those that are past their retention. */
    public void upToDate() {
        Instant now = clock.instant();
        for (Period period : Period.values()) {
            keep(period);
            store.forget(period, now.minus(period.kept()));
        }
    }

    private void keep(Period period) {
        Instant now = clock.instant();
        while (store.advance(period, now)) {
            if (Thread.currentThread().isInterrupted()) {
                // the next tick goes on where this one ends
                return;
            }
        }
    }
}
