package io.tidegate.console;

import io.tidegate.console.dock.DockPages;
import io.tidegate.console.page.Action;
import io.tidegate.console.page.View;
import io.tidegate.console.run.RunPages;
import java.util.List;
import java.util.stream.Stream;

/** All pages but the overview, and all that can be done on them. */
final class Catalogue {
    static final List<View> VIEWS =
            Stream.of(DockPages.views(), RunPages.views()).flatMap(List::stream).toList();

    static final List<Action> ACTIONS =
            Stream.of(DockPages.actions()).flatMap(List::stream).toList();

    private Catalogue() {}
}
