package io.tidegate.api.connection;

import io.tidegate.federation.connector.Connection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A federation that your organization is connected to.
 *
 * @param connector the federation's code
 * @param status active, inactive or error; while it is not active, nothing runs by schedule
 * @param enabled whether it runs by its schedule
 * @param federationOrgId which of the federation's organizations yours is
 * @param dock the number of the dock that it is
 * @param lastSyncAt the end of the last good run
 * @param nextRunAt when the federation runs next; null while it is not scheduled
 */
public record OwnConnectionView(
        long id,
        String connector,
        String name,
        String provider,
        String status,
        boolean enabled,
        String federationOrgId,
        long dock,
        Instant enabledAt,
        @Nullable Instant lastSyncAt,
        @Nullable Instant nextRunAt) {

    static OwnConnectionView of(Connection.Own own) {
        return new OwnConnectionView(
                own.id(),
                own.connector(),
                own.name(),
                own.provider(),
                own.status(),
                own.enabled(),
                own.club(),
                own.dock(),
                own.enabledAt(),
                own.lastSync(),
                own.nextRun());
    }
}
