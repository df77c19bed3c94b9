package io.tidegate.console.local;

import io.tidegate.console.page.Action;
import io.tidegate.console.page.View;
import java.util.List;

/** The pages of players and other local records, and what can be done there. */
public final class LocalPages {
    private LocalPages() {}

    public static List<View> views() {
        return List.of(PlayersPage.VIEW, LocalRecordsPage.VIEW, LocalPage.PLAYER, LocalPage.RECORD, ProblemsPage.VIEW);
    }

    public static List<Action> actions() {
        return LocalActions.all();
    }
}
