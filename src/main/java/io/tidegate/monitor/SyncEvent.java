package io.tidegate.monitor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as {@code sync_events} shows it.
 *
 * @param account the dock it ran for
 * @param type full, incremental or webhook
 * @param trigger scheduled, manual, webhook or retry
 * @param status started, success, partial or failed
 * @param time when, and how long
 * @param items what it did so far
 * @param errorCode such as HTTP_500; null when nothing failed
 * @param error in words, for people
 * @param tokens of the dock's main type, where it is asked for changes alone
 */
public record SyncEvent(
        long id,
        Account account,
        String type,
        String trigger,
        String status,
        Time time,
        Items items,
        @Nullable String errorCode,
        @Nullable String error,
        @Nullable String node,
        Tokens tokens) {

    /**
     * Whose run it is.
     *
     * @param name the dock's; null when it was removed since
     */
    public record Account(
            long organization, long dock, @Nullable String name, String provider) {}

    /** When a run began and ended; null while it goes on. */
    public record Time(
            Instant startedAt,
            @Nullable Instant completedAt,
            @Nullable Long durationMs) {}

    /** Records listed, changed and deleted, and the requests that took. */
    public record Items(long processed, long changed, long deleted, long requests) {}

    /** From which point it asked for changes, and to which it came; null where it did not. */
    public record Tokens(@Nullable String before, @Nullable String after) {}

    /** Records a second; null while the run goes on, and when it took no measurable time. */
    public @Nullable Double itemsPerSecond() {
        Long millis = time.durationMs();
        return time.completedAt() == null || millis == null || millis <= 0
                ? null
                : Math.round(items.processed() * 10_000.0 / millis) / 10.0;
    }
}
