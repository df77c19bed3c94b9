package io.tidegate.monitor.figure;

import org.jspecify.annotations.Nullable;

/**
 * How long runs took, and how much they listed; where there was none, null.
 *
 * @param syncType full, incremental or webhook; null for all of them together
 * @param sample how many runs it is about
 * @param items records they listed
 */
public record Speed(
        @Nullable String syncType,
        long sample,
        Durations durations,
        long items,
        @Nullable Double itemsMean) {

    /** In milliseconds. */
    public record Durations(
            @Nullable Long min,
            @Nullable Long max,
            @Nullable Long mean,
            @Nullable Long median,
            @Nullable Long p95,
            @Nullable Long p99) {}
}
