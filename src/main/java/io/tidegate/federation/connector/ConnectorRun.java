package io.tidegate.federation.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a connector's organizations, one after another.
 *
 * @param type scheduled or manual
 * @param organizations how many it began with
 * @param failed how many of them failed, were paused or were gone when it was their turn
 */
public record ConnectorRun(
        long id,
        String connector,
        String type,
        Instant startedAt,
        @Nullable Instant endedAt,
        int organizations,
        int succeeded,
        int failed) {
    /** How a run that ended went. */
    public String status() {
        if (endedAt == null) {
            return "running";
        }
        return failed == 0 ? "success" : succeeded == 0 ? "failed" : "partial";
    }

    /**
     * An organization's part in it.
     *
     * @param organization its slug
     * @param club which of the federation's organizations it is; null once it is disconnected
     * @param state waiting, running, succeeded or failed
     * @param error why it failed, or what of it did
     * @param waits of the next one that waits: what for; null of all others
     */
    public record Part(
            int place,
            String organization,
            @Nullable String club,
            long dock,
            String state,
            @Nullable Long job,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String error,
            @Nullable String waits) {}
}
