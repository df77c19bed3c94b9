package io.tidegate.api.token;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token to be.
 *
 * @param scopes such as docks:read; all that its member may do when null
 * @param expiresAt never when null
 * @param member whose it is to be, for the command line of the machine; your own when null
 */
public record NewToken(
        String name,
        @Nullable List<String> scopes,
        @Nullable Instant expiresAt,
        @Nullable Long member) {}
