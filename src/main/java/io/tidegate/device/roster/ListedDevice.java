package io.tidegate.device.roster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device as people look at it.
 *
 * @param number by which lists go on: its token's
 * @param progress null where it never asked for changes
 */
public record ListedDevice(
        long number,
        String id,
        String role,
        String name,
        Owner owner,
        Known known,
        @Nullable Progress progress) {
    /** Whose it is. */
    public record Owner(long person, String email) {}

    /**
     * When what happened to it; null where it did not.
     *
     * @param shown its token's first characters
     * @param tokenAt when that token was made
     */
    public record Known(
            String shown,
            Instant tokenAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastSeenAt) {}

    /**
     * How far it is.
     *
     * @param cursor the version up to which it knows everything
     * @param lag versions it does not know yet
     * @param needsSnapshot whether some of these are gone from the log
     */
    public record Progress(long cursor, long lag, boolean needsSnapshot) {}
}
