package io.tidegate.api.figure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider or a dock beside the others.
 *
 * @param dockId null where providers are compared
 * @param docks how many there are
 * @param since from which hour on the runs began
 * @param until before which hour they began
 * @param syncs runs that have ended
 * @param successRate 0 to 1; null when none ended
 * @param averageDurationMs null when none ended
 * @param p95DurationMs over the last 100 of these runs of each dock; null when none ended
 * @param items records listed
 * @param ageSeconds since the last sync, of the dock that waits longest of those that are not paused; null
 *     where one was never synced, or none is
 * @param openErrors errors that are not over
 */
public record ComparisonView(
        String provider,
        @Nullable Long dockId,
        @Nullable String dock,
        long docks,
        Instant since,
        Instant until,
        long syncs,
        long successes,
        long partials,
        long failures,
        @Nullable Double successRate,
        @Nullable Long averageDurationMs,
        @Nullable Long p95DurationMs,
        long items,
        long changed,
        long requests,
        @Nullable Long ageSeconds,
        long openErrors) {}
