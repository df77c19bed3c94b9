package io.tidegate.console.connector;

import io.tidegate.console.page.Action;
import io.tidegate.console.page.View;
import java.util.List;

/** The pages of connectors, and what can be done there. */
public final class ConnectorPages {
    private ConnectorPages() {}

    public static List<View> views() {
        return List.of(ConnectorsPage.VIEW, ConnectorPage.VIEW);
    }

    public static List<Action> actions() {
        return ConnectorActions.all();
    }
}
