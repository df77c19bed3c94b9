package io.tidegate.console.run;

import io.tidegate.console.page.View;
import java.util.List;

/** The pages of runs. */
public final class RunPages {
    private RunPages() {}

    public static List<View> views() {
        return List.of(RunsPage.VIEW, RunPage.VIEW);
    }
}
