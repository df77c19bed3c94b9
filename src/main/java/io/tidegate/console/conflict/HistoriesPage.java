package io.tidegate.console.conflict;

import io.tidegate.console.filter.Field;
import io.tidegate.console.filter.Filters;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.View;
import io.tidegate.federation.side.SyncHistoryStore;
import io.tidegate.federation.side.SyncHistoryStore.SyncHistory;
import io.tidegate.page.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs over records that are edited on both sides, newest first.
 *
 * @param next where the list goes on; null at its end
 */
public record HistoriesPage(
        List<SyncHistory> runs, @Nullable Link next, Filters filters) implements Model {
    static final View VIEW = new View("/history", Section.CONFLICTS, "conflict/histories.jte", HistoriesPage::read);

    public HistoriesPage {
        runs = List.copyOf(runs);
    }

    private static HistoriesPage read(Look look) {
        Filters filters = Filters.of(
                look,
                List.of(
                        Filters.dock(look),
                        Field.text("connector", "Connector", "foireann"),
                        Field.ofWords("type", "Begun", SyncHistoryStore.TYPES),
                        Field.ofWords("status", "Ended", SyncHistoryStore.STATES),
                        Field.moment("since", "From (UTC)"),
                        Field.moment("until", "Before (UTC)")));
        Page<SyncHistory> page = look.page(SyncHistory.class, "/history", filters.query());
        return new HistoriesPage(
                page.items(), page.next() == null ? null : look.link().with("after", page.next()), filters);
    }

    /** How it ended, in colour. */
    public static Tone tone(SyncHistory run) {
        return Tone.ofRun(run.status().equals("running") ? "started" : run.status());
    }

    /** All that the list shows, as a file. */
    public Link file(String format) {
        return filters.export("/history/export", format);
    }

    @Override
    public String title() {
        return "Two-way runs";
    }
}
