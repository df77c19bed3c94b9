package io.tidegate.console.connector;

import io.tidegate.api.connection.ConnectionView;
import io.tidegate.console.page.Link;
import org.jspecify.annotations.Nullable;

/**
 * An organization that is connected.
 *
 * @param account the page of its account; null where the visitor acts in another organization, which does not see it
 */
public record OrganizationLine(
        ConnectionView connection, @Nullable Link account) {
    /** How its last sync went, or that its account is paused. */
    public Standing standing() {
        return connection.dockEnabled() ? Standing.of(connection.lastSyncStatus()) : Standing.of("paused");
    }

    /** What its last sync said, or what follows from a pause; empty where that was good. */
    public String reason() {
        if (!connection.dockEnabled()) {
            return "Its account is paused, which counts as a failure in runs.";
        }
        String error = connection.lastSyncError();
        return error == null ? "" : error;
    }
}
