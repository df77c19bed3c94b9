package io.tidegate.console.connector;

import io.tidegate.access.Permission;
import io.tidegate.api.connection.OwnConnectionView;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.federation.connector.Connector;
import java.util.List;
import java.util.Map;

/** A federation that the visitor's organization is connected to. */
public record OwnLine(OwnConnectionView connection) {
    /**
     * What the visitor's organization is connected to; nothing for operators who act in none.
     *
     * @throws io.tidegate.api.Problem for whoever may see neither that nor the instance
     */
    static List<OwnLine> of(Look look) {
        boolean acts = look.actor().organization() != null && look.may(Permission.DOCKS_READ);
        if (!acts && look.may(Permission.INSTANCE_READ)) {
            return List.of();
        }
        return look.page(OwnConnectionView.class, "/connections", Map.of()).items().stream()
                .map(OwnLine::new)
                .toList();
    }

    /** The account that it is. */
    public Link account() {
        return Link.to("/docks/" + connection.dock());
    }

    public Standing standing() {
        return Standing.of(connection.status(), connection.enabled(), 0);
    }

    /** Whether it can be asked to run. */
    public boolean active() {
        return connection.status().equals(Connector.Status.ACTIVE.word());
    }

    /** What follows for the organization; empty where there is nothing to say. */
    public String reason() {
        if (!active()) {
            return "Nothing runs until whoever runs this instance lets it go on.";
        }
        return connection.enabled() ? "" : "It runs when somebody asks for it.";
    }
}
