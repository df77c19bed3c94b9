package io.tidegate.budget;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one response said of a budget; null where it said nothing.
 *
 * @param at when the response came
 * @param quota requests a window
 * @param remaining requests left in it
 * @param resetAt when the window ends
 * @param retryAt before when nothing may be sent
 * @param headers all rate headers, as they came
 */
public record Observation(
        Instant at,
        @Nullable Long quota,
        @Nullable Long remaining,
        @Nullable Instant resetAt,
        @Nullable Instant retryAt,
        Map<String, String> headers) {
    public Observation {
        headers = Map.copyOf(headers);
    }
}
