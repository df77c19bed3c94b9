package io.tidegate.console;

import io.tidegate.console.alert.AlertPages;
import io.tidegate.console.change.ChangePages;
import io.tidegate.console.conflict.ConflictPages;
import io.tidegate.console.connector.ConnectorPages;
import io.tidegate.console.device.DevicesPage;
import io.tidegate.console.dock.DockPages;
import io.tidegate.console.error.ErrorPages;
import io.tidegate.console.local.LocalPages;
import io.tidegate.console.page.Action;
import io.tidegate.console.page.View;
import io.tidegate.console.route.RoutePages;
import io.tidegate.console.run.RunPages;
import java.util.List;
import java.util.stream.Stream;

/** All pages but the overview, and all that can be done on them. */
final class Catalogue {
    static final List<View> VIEWS = Stream.of(
                    DockPages.views(),
                    RunPages.views(),
                    ErrorPages.views(),
                    AlertPages.views(),
                    ChangePages.views(),
                    LocalPages.views(),
                    ConnectorPages.views(),
                    ConflictPages.views(),
                    DevicesPage.views(),
                    RoutePages.views())
            .flatMap(List::stream)
            .toList();

    static final List<Action> ACTIONS = Stream.of(
                    DockPages.actions(),
                    ErrorPages.actions(),
                    AlertPages.actions(),
                    LocalPages.actions(),
                    ConnectorPages.actions(),
                    ConflictPages.actions(),
                    DevicesPage.actions(),
                    RoutePages.actions())
            .flatMap(List::stream)
            .toList();

    private Catalogue() {}
}
