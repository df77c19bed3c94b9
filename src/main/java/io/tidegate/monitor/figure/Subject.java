package io.tidegate.monitor.figure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dock as figures name it.
 *
 * @param active whether it is not paused; one that is stopped gets older, too
 * @param lastSyncAt when it was last synced, wholly or in part; null when never
 * @param openErrors errors of it that are not over
 */
public record Subject(
        long dock,
        String name,
        String provider,
        boolean active,
        @Nullable Instant lastSyncAt,
        long openErrors) {}
