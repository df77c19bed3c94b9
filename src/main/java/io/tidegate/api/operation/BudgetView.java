package io.tidegate.api.operation;

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
 * @param retryAt nothing is asked before; null when nothing stands against it
 * @param violations how often the provider refused, of late
 * @param docks that stand under it
 */
public record BudgetView(
        String provider,
        String scope,
        String bucket,
        @Nullable Long limit,
        @Nullable Long remaining,
        @Nullable Long reserve,
        @Nullable Instant resetAt,
        @Nullable Instant retryAt,
        @Nullable Instant lastSeenAt,
        int violations,
        List<Long> docks) {
    /** All budgets that docks stand under. */
    public static List<BudgetView> all(LevelStore levels, Instant now) {
        return levels.levels().stream().map(level -> of(level, levels, now)).toList();
    }

    /** A window that has passed is full again, though nobody has asked since. */
    private static BudgetView of(Level level, LevelStore levels, Instant now) {
        boolean over = level.resetAt() != null && !level.resetAt().isAfter(now);
        Long quota = level.quota();
        return new BudgetView(
                level.provider(),
                level.scope(),
                level.bucket(),
                quota,
                over ? quota : level.remaining(),
                quota == null ? null : Long.valueOf(levels.reserve(quota)),
                over ? null : level.resetAt(),
                level.retryAt() == null || !level.retryAt().isAfter(now) ? null : level.retryAt(),
                level.lastSeenAt(),
                level.violations(),
                level.docks());
    }
}
