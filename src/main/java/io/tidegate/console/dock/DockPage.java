package io.tidegate.console.dock;

import io.tidegate.api.dock.DockView;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;

/** One dock: how it is and what it does. */
public record DockPage(DockView dock) implements Model {
    /** Under {@code /docks/<number>}. */
    static final View VIEW = new View("/docks/:dock", Section.OVERVIEW, "dock/dock.jte", DockPage::read);

    private static DockPage read(Look look) {
        return new DockPage(look.get(DockView.class, "/docks/" + look.at("dock")));
    }

    @Override
    public String title() {
        return dock.name();
    }
}
