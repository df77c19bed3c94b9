package io.tidegate.api.figure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dock at a glance.
 *
 * @param uptime which share of the last 24 hours it was healthy, 0 to 1; null when nobody looked, or it was paused
 * @param records it has
 * @param lastRunAt when its last run began that has ended; null when there was none
 * @param lastRunStatus success, partial or failed
 * @param averageDurationMs of the runs of the last 24 hours; null when there was none
 * @param currentIntervalSeconds how often it is synced for now, where it slows down
 * @param cron when it is synced, where that is said so
 * @param nextSyncAt as planned, or when it has waited or backed off for long enough where that is later; null while it is
 *     paused or stopped
 * @param successRate of the same runs, 0 to 1
 * @param alerts that are open
 */
public record DashboardCard(
        long dockId,
        String dock,
        String provider,
        @Nullable Double uptime,
        long records,
        @Nullable Instant lastRunAt,
        @Nullable String lastRunStatus,
        @Nullable Long lastDurationMs,
        @Nullable Long averageDurationMs,
        long intervalSeconds,
        long currentIntervalSeconds,
        @Nullable String cron,
        @Nullable Instant nextSyncAt,
        long syncs,
        @Nullable Double successRate,
        long alerts) {}
