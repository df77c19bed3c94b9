package io.tidegate.api.run;

import io.tidegate.monitor.SyncEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run for programs.
 *
 * @param dock the dock's name; null when it was removed since
 * @param syncType one of {@link #TYPES}
 * @param trigger one of {@link #TRIGGERS}
 * @param status one of {@link #STATUSES}
 * @param completedAt null while it goes on
 * @param itemsPerSecond null while it goes on, and when it took no measurable time
 * @param errorCode such as HTTP_500; null when nothing failed
 */
public record EventView(
        long id,
        long dockId,
        @Nullable String dock,
        String provider,
        String syncType,
        String trigger,
        String status,
        Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Long durationMs,
        long itemsProcessed,
        long itemsChanged,
        long itemsDeleted,
        long requests,
        @Nullable Double itemsPerSecond,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable String node) {
    /** What can become of a run. */
    public static final List<String> STATUSES = List.of("started", "success", "partial", "failed");

    /** What a run lists: everything, what changed since the last one, or what was sent to us. */
    public static final List<String> TYPES = List.of("full", "incremental", "webhook");

    /** Why there can be a run. */
    public static final List<String> TRIGGERS = List.of("scheduled", "manual", "webhook", "retry");

    /** A run as it is stored. */
    public static EventView of(SyncEvent event) {
        return new EventView(
                event.id(),
                event.account().dock(),
                event.account().name(),
                event.account().provider(),
                event.type(),
                event.trigger(),
                event.status(),
                event.time().startedAt(),
                event.time().completedAt(),
                event.time().durationMs(),
                event.items().processed(),
                event.items().changed(),
                event.items().deleted(),
                event.items().requests(),
                event.itemsPerSecond(),
                event.errorCode(),
                event.error(),
                event.node());
    }
}
