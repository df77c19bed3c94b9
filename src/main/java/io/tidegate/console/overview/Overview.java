package io.tidegate.console.overview;

import io.tidegate.route.RouteFault;
import java.time.Instant;
import java.util.List;

/**
 * All that the overview shows.
 *
 * @param at when it was read
 * @param docks those that need someone first
 * @param providers the names of those that are loaded
 * @param refused route files that are not in effect as they stand on disk
 */
public record Overview(
        Instant at,
        Summary summary,
        List<DockLine> docks,
        List<BudgetLine> budgets,
        List<EventLine> events,
        List<ChangeLine> changes,
        List<String> providers,
        List<RouteFault> refused) {
    private static final int MOST_DOCKS = 100;

    public Overview {
        docks = List.copyOf(docks);
        budgets = List.copyOf(budgets);
        events = List.copyOf(events);
        changes = List.copyOf(changes);
        providers = List.copyOf(providers);
        refused = List.copyOf(refused);
    }

    /** The docks that stand on the page: with thousands of them it would be no overview. */
    public List<DockLine> shownDocks() {
        return docks.subList(0, Math.min(MOST_DOCKS, docks.size()));
    }

    public int hiddenDocks() {
        return docks.size() - shownDocks().size();
    }
}
