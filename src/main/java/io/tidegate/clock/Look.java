package io.tidegate.clock;

import java.time.Duration;
import java.time.Instant;

/**
 * One look at the database's clock.
 *
 * @param database what it showed
 * @param before nanoseconds of the monotonic clock when we asked
 * @param after and when the answer was there
 * @param steps how many steps of the database's clock are on record; only grows
 */
record Look(Instant database, long before, long after, long steps) {

    /** When it was, in nanoseconds of the monotonic clock. */
    long taken() {
        return before + (after - before) / 2;
    }

    /** How far wrong it may be. */
    Duration uncertainty() {
        return Duration.ofNanos((after - before) / 2);
    }
}
