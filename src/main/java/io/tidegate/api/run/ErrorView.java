package io.tidegate.api.run;

import io.tidegate.monitor.ErrorStore.SyncError;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An error for programs.
 *
 * @param dock the dock's name; null when it was removed since
 * @param resourceType empty when it is about all of them
 * @param errorType such as HTTP_500
 * @param retryCount how often it came again
 * @param lastAt when it came last
 * @param ageSeconds since it came first, to when it was over or now
 * @param nextRetryInSeconds 0 when it is due; null when it is not tried again by itself
 * @param resolution success, other_error, dismissed, or not_listed where its type is listed no more; null while it is open
 * @param resolvedByRun the run that ended it; null where no run did
 * @param run the last run that met it
 * @param attempt how often that run sent the request
 * @param status of the answer; null when none came
 * @param endpoint method and path of the request
 */
public record ErrorView(
        long id,
        long dockId,
        @Nullable String dock,
        String provider,
        String resourceType,
        String errorType,
        String message,
        int retryCount,
        Instant createdAt,
        Instant lastAt,
        long ageSeconds,
        @Nullable Instant nextRetryAt,
        @Nullable Long nextRetryInSeconds,
        @Nullable Instant resolvedAt,
        @Nullable String resolution,
        @Nullable Long resolvedByRun,
        @Nullable Long run,
        @Nullable Integer attempt,
        @Nullable Integer status,
        @Nullable String endpoint) {
    /** An error as it stands. */
    static ErrorView of(SyncError error, Instant now) {
        Instant over = error.resolvedAt();
        return new ErrorView(
                error.id(),
                error.dock(),
                error.dockName(),
                error.provider(),
                error.type(),
                error.errorType(),
                error.message(),
                error.retryCount(),
                error.createdAt(),
                error.lastAt(),
                seconds(error.createdAt(), over == null ? now : over),
                error.nextRetryAt(),
                error.nextRetryAt() == null ? null : Long.valueOf(seconds(now, error.nextRetryAt())),
                over,
                error.resolution(),
                error.resolvedRun(),
                error.run(),
                error.attempt(),
                error.status(),
                error.endpoint());
    }

    /** From one instant to another; 0 when that lies before. */
    static long seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toSeconds());
    }
}
