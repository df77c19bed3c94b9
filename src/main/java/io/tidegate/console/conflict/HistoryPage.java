package io.tidegate.console.conflict;

import io.tidegate.api.conflict.SyncHistoryDetail;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;
import io.tidegate.federation.side.SyncHistoryStore.SyncHistory;
import java.util.List;

/** A run with its conflicts and what it could not take over. */
public record HistoryPage(SyncHistoryDetail detail, List<ConflictLine> conflicts) implements Model {
    static final View VIEW =
            new View("/history/:history", Section.CONFLICTS, "conflict/history.jte", HistoryPage::read);

    public HistoryPage {
        conflicts = List.copyOf(conflicts);
    }

    private static HistoryPage read(Look look) {
        SyncHistoryDetail detail = look.get(SyncHistoryDetail.class, "/history/" + look.at("history"));
        return new HistoryPage(detail, ConflictLine.of(detail.conflicts()));
    }

    public SyncHistory run() {
        return detail.history();
    }

    /** The dock's name, or that there is none any more. */
    public String dock() {
        String dock = run().dock();
        return dock == null ? "a dock that was removed" : dock;
    }

    @Override
    public String title() {
        return "Run " + run().run() + " of " + dock();
    }
}
