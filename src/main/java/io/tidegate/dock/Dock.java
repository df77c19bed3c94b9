package io.tidegate.dock;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connected provider account.
 *
 * @param owner whose it is
 * @param parameters values the provider's declaration may use, by name
 * @param resourceTypes the types it wants; null means all
 * @param access how its provider is asked
 * @param schedule when it is synced
 * @param condition how it is
 */
public record Dock(
        Owner owner,
        String name,
        String provider,
        Map<String, String> parameters,
        @Nullable List<String> resourceTypes,
        Access access,
        Schedule schedule,
        Condition condition) {

    /**
     * A dock's and its organization's number.
     *
     * @param connector that schedules it and whose credentials it has; null of a dock of its own
     */
    public record Owner(
            long organization, long dock, @Nullable Long connector) {
        /** Of a dock of its own. */
        public Owner(long organization, long dock) {
            this(organization, dock, null);
        }
    }

    /**
     * How a dock's provider is asked.
     *
     * @param sealed its credentials, sealed, as JSON; null when it needs none
     * @param scopeId what its rate limit is counted by
     * @param laneKey the lane it is synced in
     */
    public record Access(@Nullable String sealed, String scopeId, String laneKey) {
        @Override
        public String toString() {
            return "Access[" + laneKey + "]";
        }
    }

    /** When a dock is synced; {@code next} counts from the planned start. */
    public record Schedule(
            boolean enabled, Duration interval, @Nullable String cron, Instant next, Pace pace) {
        /** At its interval, whether anything changes or not. */
        public Schedule(boolean enabled, Duration interval, @Nullable String cron, Instant next) {
            this(enabled, interval, cron, next, Pace.steady(interval));
        }

        /** Why it is not synced at its interval for now, in words for people; null when it is. */
        public @Nullable String slowed() {
            return cron == null ? pace.reason(interval) : null;
        }
    }

    /**
     * How a dock is.
     *
     * @param status pending, syncing, success, partial or error
     * @param lastSync the end of its last good run
     * @param error what its last run said, null when it was good
     * @param failures in a row
     * @param waitingReason why its run waits for budget
     * @param stoppedAt since when its credentials are refused; null when they are not
     */
    public record Condition(
            String status,
            @Nullable Instant lastSync,
            @Nullable String error,
            int failures,
            @Nullable Instant backoffUntil,
            @Nullable Instant waitingUntil,
            @Nullable String waitingReason,
            @Nullable Instant stoppedAt) {}

    public long id() {
        return owner.dock();
    }

    /**
     * When it is synced next: as planned, or when the wait for its budget or after a failure is over where that is later.
     * Null while it is paused or stopped, for then nothing is planned.
     */
    public @Nullable Instant nextSync() {
        return schedule.enabled() && condition.stoppedAt() == null
                ? Stream.of(schedule.next(), condition.waitingUntil(), condition.backoffUntil())
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElseThrow()
                : null;
    }
}
