package io.tidegate.client.local;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One exchange with the backend.
 *
 * @param error why it failed; null where it did not
 */
public record SyncRun(
        Instant startedAt,
        Instant completedAt,
        Counts counts,
        @Nullable String error) {
    /**
     * How much there was.
     *
     * @param pushed ops that were settled
     * @param pulled changes that came in
     * @param errors ops that were refused, or 1 where the whole of it failed
     */
    public record Counts(int pushed, int pulled, int conflicts, int errors) {}

    int pushed() {
        return counts.pushed();
    }

    int pulled() {
        return counts.pulled();
    }

    int conflicts() {
        return counts.conflicts();
    }

    int errors() {
        return counts.errors();
    }
}
