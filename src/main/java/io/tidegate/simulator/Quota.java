package io.tidegate.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A fixed-window request limit that is counted and enforced. Windows lie on whole multiples of their length since the
 * epoch, so that the announced reset, in whole seconds, is exact.
 */
public final class Quota {

    private final int limit;
    private final long windowSeconds;
    private final InstantSource clock;
    private long window = Long.MIN_VALUE;
    private int used;

    /**
     * @param limit requests a window
     * @param window its length, whole seconds
     */
    public Quota(int limit, Duration window, InstantSource clock) {
        if (limit < 1 || window.toSeconds() < 1 || window.toNanosPart() != 0) {
            throw new IllegalArgumentException("a quota needs at least one request and a window of whole seconds");
        }
        this.limit = limit;
        this.windowSeconds = window.toSeconds();
        this.clock = clock;
    }

    /** Counts one request. A refused one takes nothing. */
    public synchronized Reading take() {
        Instant now = clock.instant();
        long current = Math.floorDiv(now.getEpochSecond(), windowSeconds);
        if (current != window) {
            window = current;
            used = 0;
        }
        boolean granted = used < limit;
        if (granted) {
            used++;
        }
        Instant resetsAt = Instant.ofEpochSecond((current + 1) * windowSeconds);
        return new Reading(granted, limit, limit - used, now, resetsAt);
    }

    /**
     * Where the quota stands after a request.
     *
     * @param granted whether the request may pass
     * @param limit requests a window
     * @param remaining of them
     * @param at when it was read
     * @param resetsAt when all of them are back
     */
    public record Reading(boolean granted, int limit, int remaining, Instant at, Instant resetsAt) {

        /** The three rate-limit headers, reset in epoch seconds; prefix "X-RateLimit-" or "ratelimit-". */
        public Map<String, String> headers(String prefix) {
            boolean lower = prefix.equals(prefix.toLowerCase(Locale.ROOT));
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put(prefix + (lower ? "limit" : "Limit"), Integer.toString(limit));
            headers.put(prefix + (lower ? "remaining" : "Remaining"), Integer.toString(remaining));
            headers.put(prefix + (lower ? "reset" : "Reset"), Long.toString(resetsAt.getEpochSecond()));
            return headers;
        }

        /** Whole seconds until the reset, rounded up: what Retry-After says. */
        public long retryAfter() {
            return secondsUntil(at, resetsAt);
        }

        static long secondsUntil(Instant from, Instant until) {
            return Math.max(
                    1, Duration.between(from, until).plusNanos(999_999_999).toSeconds());
        }
    }
}
