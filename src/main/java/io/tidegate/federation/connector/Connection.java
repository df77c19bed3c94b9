package io.tidegate.federation.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An organization that is connected to a federation.
 *
 * @param club which of the federation's organizations it is
 * @param enabledAt since when
 * @param lastSync the end of its last good run
 */
public record Connection(
        long id,
        Owner owner,
        String club,
        Dock dock,
        Instant enabledAt,
        @Nullable Instant lastSync) {
    /** Whose it is. */
    public record Owner(long organization, String slug, String name) {}

    /**
     * The dock it is.
     *
     * @param enabled whether it is not paused
     * @param status pending, syncing, success, partial or error
     * @param error what its last run said; null when that was good
     */
    public record Dock(
            long id,
            String name,
            boolean enabled,
            String status,
            @Nullable String error) {}

    /**
     * The same as the organization itself sees it.
     *
     * @param connector the federation's code
     * @param status active, inactive or error
     */
    public record Own(
            long id,
            String connector,
            String name,
            String provider,
            String status,
            boolean enabled,
            String club,
            long dock,
            Instant enabledAt,
            @Nullable Instant lastSync,
            @Nullable Instant nextRun) {}

    /**
     * One to be.
     *
     * @param organization its number
     * @param name of its dock
     */
    public record Wanted(long organization, String club, String name) {}
}
