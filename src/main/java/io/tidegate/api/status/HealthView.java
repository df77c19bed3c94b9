package io.tidegate.api.status;

import io.tidegate.api.dock.DockView;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockHealth;
import io.tidegate.monitor.health.HealthFigureStore.Figures;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dock's health for programs.
 *
 * @param status one of {@link #STATUSES}
 * @param word such as on_time or waiting_for_budget
 * @param until when that ends; null when it does not end by itself
 * @param running whether a run is under way
 * @param reasons all that is the matter, what the word says first
 * @param lastSyncAt the end of its last good run; null before the first
 * @param nextSyncAt as planned, or when it has waited or backed off for long enough where that is later; null while it is
 *     paused or stopped
 * @param consecutiveFailures failed runs since
 * @param runs how many of its last 10 runs have ended; the next two speak of these and are null when it is 0
 * @param successRate 0 to 1
 * @param activeErrors that are open
 * @param alerts that are open
 */
public record HealthView(
        long dockId,
        String dock,
        String provider,
        String status,
        String word,
        @Nullable Instant until,
        boolean running,
        List<String> reasons,
        @Nullable Instant lastSyncAt,
        @Nullable Instant nextSyncAt,
        int consecutiveFailures,
        int runs,
        @Nullable Double successRate,
        @Nullable Long averageDurationMs,
        long activeErrors,
        long alerts) {
    /** How a dock can be. */
    public static final List<String> STATUSES = List.of("healthy", "degraded", "unhealthy", "pending", "paused");

    static HealthView of(Dock dock, DockHealth judged, Figures figures) {
        DockView.Health health = DockView.of(dock, judged).health();
        Dock.Condition is = dock.condition();
        return new HealthView(
                dock.id(),
                dock.name(),
                dock.provider(),
                health.status(),
                health.word(),
                health.until(),
                health.running(),
                judged.reasons(),
                is.lastSync(),
                dock.nextSync(),
                is.failures(),
                figures.runs(),
                figures.successRate(),
                figures.average(),
                figures.errors(),
                figures.alerts());
    }

    /** As a dock's own view tells it. */
    public DockView.Health health() {
        return new DockView.Health(status, word, until, String.join("; ", reasons), running);
    }
}
