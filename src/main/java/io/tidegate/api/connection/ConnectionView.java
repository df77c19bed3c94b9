package io.tidegate.api.connection;

import io.tidegate.federation.connector.Connection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An organization that is connected to a federation.
 *
 * @param organization its slug
 * @param federationOrgId which of the federation's organizations it is
 * @param dock the number of the dock that it is
 * @param dockEnabled false while its dock is paused: then it counts as failed in runs
 * @param lastSyncStatus pending, syncing, success, partial or error
 * @param lastSyncAt the end of its last good run
 */
public record ConnectionView(
        long id,
        String organization,
        String organizationName,
        String federationOrgId,
        long dock,
        String dockName,
        boolean dockEnabled,
        String lastSyncStatus,
        @Nullable String lastSyncError,
        Instant enabledAt,
        @Nullable Instant lastSyncAt) {

    static ConnectionView of(Connection connection) {
        Connection.Dock dock = connection.dock();
        return new ConnectionView(
                connection.id(),
                connection.owner().slug(),
                connection.owner().name(),
                connection.club(),
                dock.id(),
                dock.name(),
                dock.enabled(),
                dock.status(),
                dock.error(),
                connection.enabledAt(),
                connection.lastSync());
    }
}
