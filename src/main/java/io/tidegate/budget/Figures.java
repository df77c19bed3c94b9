package io.tidegate.budget;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one limit's headers say; null where they say nothing. */
record Figures(
        @Nullable Long quota,
        @Nullable Long remaining,
        @Nullable Instant resetAt) {
    boolean isEmpty() {
        return quota == null && remaining == null && resetAt == null;
    }

    /** Whether this limit will be reached before the other. */
    boolean tighter(Figures other) {
        return remaining != null && (other.remaining == null || remaining < other.remaining);
    }
}
