package io.tidegate.api.dock;

import io.tidegate.dock.Dock;
import io.tidegate.dock.DockHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dock for programs: everything but its credentials.
 *
 * @param maxIntervalSeconds how far it may be slowed down while nothing changes; null: not at all
 * @param currentIntervalSeconds how often it is synced for now
 * @param slowedReason why that is not its interval; null when it is
 */
public record DockView(
        long id,
        String name,
        String provider,
        Health health,
        boolean enabled,
        long intervalSeconds,
        @Nullable Long maxIntervalSeconds,
        long currentIntervalSeconds,
        @Nullable String slowedReason,
        @Nullable String cron,
        Instant nextSyncAt,
        String lastSyncStatus,
        @Nullable Instant lastSyncAt,
        @Nullable String lastSyncError,
        int consecutiveFailures,
        @Nullable Instant backoffUntil,
        @Nullable Instant waitingUntil,
        @Nullable String waitingReason,
        @Nullable Instant stoppedAt,
        @Nullable List<String> resourceTypes,
        Map<String, String> parameters) {

    /**
     * How it is.
     *
     * @param status healthy, degraded, unhealthy, pending or paused
     * @param word such as on_time or waiting_for_budget
     */
    public record Health(
            String status, String word, @Nullable Instant until, String reason, boolean running) {
        static Health of(DockHealth health) {
            return new Health(
                    health.status(),
                    health.word().name().toLowerCase(Locale.ROOT),
                    health.until(),
                    health.reason(),
                    health.running());
        }
    }

    /** What is known of a dock. */
    public static DockView of(Dock dock, DockHealth health) {
        Dock.Condition is = dock.condition();
        Duration slowest = dock.schedule().pace().slowest();
        return new DockView(
                dock.id(),
                dock.name(),
                dock.provider(),
                Health.of(health),
                dock.schedule().enabled(),
                dock.schedule().interval().toSeconds(),
                slowest == null ? null : slowest.toSeconds(),
                dock.schedule().pace().current().toSeconds(),
                dock.schedule().slowed(),
                dock.schedule().cron(),
                dock.schedule().next(),
                is.status(),
                is.lastSync(),
                is.error(),
                is.failures(),
                is.backoffUntil(),
                is.waitingUntil(),
                is.waitingReason(),
                is.stoppedAt(),
                dock.resourceTypes(),
                dock.parameters());
    }
}
