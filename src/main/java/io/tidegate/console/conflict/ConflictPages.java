package io.tidegate.console.conflict;

import io.tidegate.console.page.Action;
import io.tidegate.console.page.View;
import java.util.List;

/** The pages of conflicts and of the history of runs, and what can be done there. */
public final class ConflictPages {
    private ConflictPages() {}

    public static List<View> views() {
        return List.of(ConflictsPage.VIEW, ConflictPage.VIEW, HistoriesPage.VIEW, HistoryPage.VIEW);
    }

    public static List<Action> actions() {
        return SettleActions.all();
    }
}
