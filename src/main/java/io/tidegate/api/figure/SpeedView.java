package io.tidegate.api.figure;

import io.tidegate.monitor.figure.Speed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long runs took and how much they listed; null where there was none.
 *
 * @param syncType full, incremental, webhook or all
 * @param sampleSize how many runs it is about
 * @param items records they listed
 */
public record SpeedView(
        String syncType,
        long sampleSize,
        @Nullable Long minMs,
        @Nullable Long maxMs,
        @Nullable Long meanMs,
        @Nullable Long medianMs,
        @Nullable Long p95Ms,
        @Nullable Long p99Ms,
        long items,
        @Nullable Double itemsMean) {
    static SpeedView of(Speed speed) {
        Speed.Durations took = speed.durations();
        return new SpeedView(
                Objects.requireNonNullElse(speed.syncType(), "all"),
                speed.sample(),
                took.min(),
                took.max(),
                took.mean(),
                took.median(),
                took.p95(),
                took.p99(),
                speed.items(),
                speed.itemsMean());
    }
}
