package io.tidegate.console.overview;

import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.monitor.figure.Figures;
import io.tidegate.route.RouteFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * All that the overview shows.
 *
 * @param at when it was read
 * @param docks those that need someone first
 * @param providers the names of those that are loaded
 * @param totals what these docks' runs came to in the hour under way and the 23 before
 * @param refused route files that are not in effect as they stand on disk
 * @param may what whoever looks may see; the rest was left out
 */
public record Overview(
        Instant at,
        Figures totals,
        List<DockLine> docks,
        List<BudgetLine> budgets,
        List<EventLine> events,
        List<ChangeLine> changes,
        List<String> providers,
        List<RouteFault> refused,
        Set<Permission> may) {
    private static final int MOST_DOCKS = 100;

    public Overview {
        docks = List.copyOf(docks);
        budgets = List.copyOf(budgets);
        events = List.copyOf(events);
        changes = List.copyOf(changes);
        providers = List.copyOf(providers);
        refused = List.copyOf(refused);
        may = Set.copyOf(may);
    }

    /** One sentence and the figures, as far as they may be seen. */
    public Summary summary() {
        return Summary.of(this);
    }

    /** The same for somebody who may see less: what they may not is not in it. */
    public Overview as(Actor actor) {
        if (actor.permissions().containsAll(may)) {
            return this;
        }
        boolean operations = actor.may(Permission.OPERATIONS_READ);
        boolean resources = actor.may(Permission.RESOURCES_READ);
        return new Overview(
                at,
                totals,
                // their figures are of records too
                resources || actor.may(Permission.DOCKS_READ) ? docks : List.of(),
                operations ? budgets : List.of(),
                operations ? events : List.of(),
                resources ? changes : List.of(),
                providers,
                actor.may(Permission.INSTANCE_READ) ? refused : List.of(),
                actor.permissions());
    }

    public boolean may(Permission permission) {
        return may.contains(permission);
    }

    /** What is left out, in words; nobody is to take it for nothing. */
    public List<String> withheld() {
        List<String> parts = new ArrayList<>();
        if (!may(Permission.DOCKS_READ)) {
            parts.add("accounts");
        }
        if (!may(Permission.OPERATIONS_READ)) {
            parts.add("runs, errors and call budgets");
        }
        if (!may(Permission.RESOURCES_READ)) {
            parts.add("records and their changes");
        }
        return parts;
    }

    /** The docks that stand on the page: with thousands of them it would be no overview. */
    public List<DockLine> shownDocks() {
        return docks.subList(0, Math.min(MOST_DOCKS, docks.size()));
    }

    public int hiddenDocks() {
        return docks.size() - shownDocks().size();
    }
}
