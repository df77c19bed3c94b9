package io.tidegate.client.engine;

import io.tidegate.client.hook.SyncEvent.GcError;
import io.tidegate.client.local.LocalDatabase;
import io.tidegate.client.local.SyncState;
import io.tidegate.protocol.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Removes tombstones that nobody needs any more, every ten minutes when nothing else is to do. */
final class Collector {
    private static final Duration BETWEEN = Duration.ofMinutes(10);
    private static final Duration BUSY = Duration.ofSeconds(30);
    private static final int BATCH = 500;

    private final LocalDatabase database;
    private final InstantSource time;

    Collector(LocalDatabase database, InstantSource time) {
        this.database = database;
        this.time = time;
    }

    /** @return how long to wait */
    Duration turn() {
        SyncState state = database.state();
        if (!state.bootstrapped() || state.stale() || database.waiting().ops() > 0) {
            return BUSY;
        }
        try {
            Instant before = time.instant().minus(Limits.RETENTION);
            while (database.unit(unit -> unit.rows().collect(state.floor(), before, BATCH)) == BATCH) {
                // the next batch: writers get their turn between two
            }
        } catch (RuntimeException e) {
            database.hooks().tell(new GcError(String.valueOf(e.getMessage())));
        }
        return BETWEEN;
    }
}
