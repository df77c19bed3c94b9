package io.tidegate.device.feed;

import java.time.Instant;
import java.util.Locale;

/**
 * A type of records that a workspace's devices get.
 *
 * @param resourceType such as {@code servers}
 * @param synced records of it in the workspace's log
 * @param standing records of it that the workspace's accounts have
 */
public record Subscription(String resourceType, State state, long synced, long standing, Instant createdAt) {
    /** How far it has come. */
    public enum State {
        /** Transactions that began before it may still be under way. */
        NEW,
        /** What stands is being appended. */
        FILLING,
        /** Everything that stands is in the log, and what comes is appended as it comes. */
        LIVE,
        /** It was ended, and what devices have of it is being taken away. */
        EMPTYING;

        /** As the database and REST write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
