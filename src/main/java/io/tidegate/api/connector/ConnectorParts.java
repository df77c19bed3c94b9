package io.tidegate.api.connector;

import io.tidegate.account.OrganizationStore;
import io.tidegate.api.Problem;
import io.tidegate.api.dock.DockParts;
import io.tidegate.dock.DockEditStore;
import io.tidegate.dock.DockStore;
import io.tidegate.federation.connector.ConnectionStore;
import io.tidegate.federation.connector.Connector;
import io.tidegate.federation.connector.ConnectorRunStore;
import io.tidegate.federation.connector.ConnectorStore;
import io.tidegate.provider.Provider;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What connectors are made with: stores of all organizations, which are of one database.
 *
 * @param connections organizations that are connected
 * @param docks of all
 */
public record ConnectorParts(
        ConnectorStore connectors,
        ConnectionStore connections,
        ConnectorRunStore runs,
        OrganizationStore organizations,
        DockStore docks,
        DockEditStore dockEdits) {

    /** The one of that code, or a {@link Problem}. */
    public Connector find(String code) {
        return connectors.find(code).orElseThrow(() -> Problem.missing("connector", code));
    }

    /** The same, which nobody else changes before the transaction ends. */
    public Connector locked(String code) {
        return connectors.locked(code).orElseThrow(() -> Problem.missing("connector", code));
    }

    /** The provider that the connector's docks are of. */
    public static Provider loaded(DockParts parts, Connector connector) {
        Provider provider = parts.providers().find(connector.provider());
        if (provider == null) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "No file of the provider " + connector.provider()
                            + " is loaded, which this needs: see /providers.");
        }
        return provider;
    }

    /** Changes whenever a person changes the connector. */
    static String version(Connector connector) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, connector.updatedAt()), Character.MAX_RADIX);
    }
}
