package io.tidegate.monitor.figure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whose runs are meant.
 *
 * @param dock only this dock's; null for all
 * @param provider only docks of this provider; null for all
 * @param since only what began from this instant on; null for no such bound
 * @param until only what began before this instant; null for no such bound
 */
public record FigureFilter(
        @Nullable Long dock,
        @Nullable String provider,
        @Nullable Instant since,
        @Nullable Instant until) {
    /** Everything. */
    public static final FigureFilter ALL = new FigureFilter(null, null, null, null);

    /** Now, or the end that was asked for where that is earlier. */
    public Instant end(Instant now) {
        return until != null && until.isBefore(now) ? until : now;
    }
}
