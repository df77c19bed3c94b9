package io.tidegate.api.run;

import io.tidegate.monitor.RequestStore.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that a run sent, for programs.
 *
 * @param at when the answer's head came, or it was known that none comes
 * @param sentAt when it left, after it had waited for its permit
 * @param resourceType empty for what is asked before any list
 * @param endpoint its path, never a query
 * @param attempt from 1: the same page asked for again
 * @param waitedMs for its permit
 * @param tookMs from when it left until then
 * @param status null when no answer came
 * @param failure why none came, such as ETIMEDOUT
 * @param requestId as the provider named it
 */
public record RequestView(
        Instant at,
        Instant sentAt,
        String resourceType,
        String method,
        String endpoint,
        @Nullable Integer attempt,
        @Nullable Long waitedMs,
        @Nullable Long tookMs,
        @Nullable Integer status,
        @Nullable String failure,
        @Nullable String requestId,
        @Nullable Long limit,
        @Nullable Long remaining,
        @Nullable Instant resetAt,
        @Nullable Instant retryAt) {
    /** A request as it is on record. */
    static RequestView of(Request one) {
        return new RequestView(
                one.at(),
                one.at().minusMillis(one.tookMs() == null ? 0 : one.tookMs()),
                one.type(),
                one.method(),
                one.endpoint(),
                one.attempt(),
                one.waitedMs(),
                one.tookMs(),
                one.status(),
                one.failure(),
                one.requestId(),
                one.quota(),
                one.remaining(),
                one.resetAt(),
                one.retryAt());
    }
}
