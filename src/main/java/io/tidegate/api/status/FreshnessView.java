package io.tidegate.api.status;

import io.tidegate.monitor.health.Freshness;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How old the lists of a dock's type are, for programs.
 *
 * @param listedAt when the oldest of them was last complete; null when one never was
 * @param lagSeconds since then, or since its dock was added
 * @param intervalSeconds of its dock, slowed down as it is; of a schedule by cron what lies between its next two runs
 * @param intervalsMissed the lag in intervals
 * @param freshnessSeconds how old its declaration lets it be; null where it does not say
 * @param stale whether it is older than that, or where it does not say than two intervals
 * @param lists how many there are: one, or one for each parent; 0 before the first
 */
public record FreshnessView(
        long dockId,
        String dock,
        String provider,
        String resourceType,
        @Nullable Instant listedAt,
        long lagSeconds,
        long intervalSeconds,
        double intervalsMissed,
        @Nullable Long freshnessSeconds,
        boolean stale,
        int lists) {
    static FreshnessView of(Freshness one) {
        return new FreshnessView(
                one.dock().id(),
                one.dock().name(),
                one.dock().provider(),
                one.type(),
                one.listedAt(),
                Math.max(0, one.lag().toSeconds()),
                one.interval().toSeconds(),
                Math.max(0, Math.round(one.missed() * 10) / 10.0),
                one.wanted() == null ? null : Long.valueOf(one.wanted().toSeconds()),
                one.stale(),
                one.lists());
    }
}
