package io.tidegate.api.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device to be.
 *
 * @param id made up when null
 * @param role viewer, editor or owner; editor when null
 * @param expiresAt when its token ends; never when null
 * @param member whose it is to be, for the command line of the machine; your own when null
 */
public record NewDevice(
        String name,
        @Nullable String id,
        @Nullable String role,
        @Nullable Instant expiresAt,
        @Nullable Long member) {}
