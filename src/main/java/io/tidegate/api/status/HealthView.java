package io.tidegate.api.status;

import io.tidegate.api.dock.DockView;
import io.tidegate.monitor.SyncEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dock's health for programs.
 *
 * @param runs how many of its last runs have ended; the next two speak of these and are null when it is 0
 * @param successRate 0 to 1
 */
public record HealthView(
        DockView dock,
        int runs,
        @Nullable Double successRate,
        @Nullable Long averageDurationMs) {
    /** Of how many runs it speaks at most. */
    public static final int RUNS = 10;

    /** @param latest runs of the dock, newest first; those under way are left out */
    public static HealthView of(DockView dock, List<SyncEvent> latest) {
        List<SyncEvent> last = latest.stream()
                .filter(event -> event.time().completedAt() != null)
                .limit(RUNS)
                .toList();
        if (last.isEmpty()) {
            return new HealthView(dock, 0, null, null);
        }
        double good =
                last.stream().filter(event -> event.status().equals("success")).count();
        double average = last.stream()
                .map(event -> event.time().durationMs())
                .mapToLong(millis -> millis == null ? 0 : millis)
                .average()
                .orElse(0);
        return new HealthView(dock, last.size(), good / last.size(), Math.round(average));
    }
}
