package io.tidegate.api.status;

import io.tidegate.api.dock.DockView;
import io.tidegate.queue.OpenJobStore.Depth;
import io.tidegate.record.ResourceCountStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The whole for programs.
 *
 * @param processes how many other processes use the database
 * @param changes24h rows of history, at most 1,000 counted a dock
 * @param moreChanges whether a dock has more than that
 */
public record StatusView(
        int processes, long resources, long changes24h, boolean moreChanges, Depth queue, List<DockView> docks) {
    private static final Duration DAY = Duration.ofHours(24);

    /** Puts it together. */
    public static StatusView of(
            int processes, Depth queue, ResourceCountStore counts, Map<Long, Long> changed, List<DockView> docks) {
        return new StatusView(
                processes,
                counts.live().stream().mapToLong(ResourceCountStore.Live::count).sum(),
                changed.values().stream().mapToLong(Long::longValue).sum(),
                changed.containsValue((long) ResourceCountStore.MOST_CHANGES),
                queue,
                docks);
    }

    /** Rows of history of the last day, by dock. */
    public static Map<Long, Long> changed(ResourceCountStore counts, Instant now) {
        return counts.changedSince(now.minus(DAY));
    }
}
