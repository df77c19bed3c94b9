package io.tidegate.api.operation;

import io.tidegate.budget.Forecast;
import io.tidegate.budget.LevelStore;
import io.tidegate.budget.LevelStore.Level;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A budget for programs.
 *
 * @param remaining of the limit, less the requests that are under way
 * @param reserve what of the limit is left to the account's owner
 * @param windowSeconds how long the window is that it counts by
 * @param allowed requests in that time: the limit less the reserve
 * @param needed requests in that time that its docks take by their intervals; null where that cannot be told
 * @param exhaustedAt when nothing but the reserve will be left; null when it lasts until its reset
 * @param forecast the same in words
 * @param retryAt nothing is asked before; null when nothing stands against it
 * @param violations how often the provider refused, of late
 * @param docks that stand under it
 * @param lanes of these docks: what shares a limit runs one after another
 */
public record BudgetView(
        String provider,
        String scope,
        String bucket,
        @Nullable Long limit,
        @Nullable Long remaining,
        @Nullable Long reserve,
        @Nullable Instant resetAt,
        @Nullable Double windowSeconds,
        @Nullable Long allowed,
        @Nullable Long needed,
        @Nullable Instant exhaustedAt,
        String forecast,
        @Nullable Instant retryAt,
        @Nullable Instant lastSeenAt,
        int violations,
        List<Long> docks,
        List<String> lanes) {

    static BudgetView of(Level level, LevelStore levels, Instant now) {
        Long quota = level.quota();
        Double needed = level.needed();
        Forecast forecast = levels.forecast(level, now);
        return new BudgetView(
                level.provider(),
                level.scope(),
                level.bucket(),
                quota,
                forecast.remaining(),
                quota == null ? null : Long.valueOf(levels.reserve(quota)),
                forecast.resetAt(),
                level.windowSeconds(),
                quota == null ? null : Long.valueOf(quota - levels.reserve(quota)),
                needed == null ? null : Long.valueOf((long) Math.ceil(needed)),
                forecast.exhaustedAt(),
                forecast.text(),
                level.retryAt() == null || !level.retryAt().isAfter(now) ? null : level.retryAt(),
                level.lastSeenAt(),
                level.violations(),
                level.docks(),
                level.lanes());
    }
}
