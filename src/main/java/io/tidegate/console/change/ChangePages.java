package io.tidegate.console.change;

import io.tidegate.console.page.View;
import java.util.List;

/** The pages of what changed. */
public final class ChangePages {
    private ChangePages() {}

    public static List<View> views() {
        return List.of(ChangesPage.VIEW);
    }
}
