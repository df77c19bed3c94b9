package io.tidegate.console.overview;

import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.console.overview.Plot.Range;
import io.tidegate.monitor.figure.Figures;
import io.tidegate.monitor.figure.PeriodFigures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that the overview shows.
 *
 * @param at when it was read
 * @param did what runs came to
 * @param docks all of them, by number
 * @param budgets the nearest to its end first
 * @param feeds what happened last
 * @param trouble what is wrong
 * @param providers the names of those that are loaded
 * @param may what whoever looks may see; the rest was left out
 */
public record Overview(
        Instant at,
        Did did,
        List<DockLine> docks,
        List<BudgetLine> budgets,
        Feeds feeds,
        Trouble trouble,
        List<String> providers,
        Set<Permission> may) {
    private static final int MOST_BUDGETS = 12;

    /**
     * What these docks' runs came to.
     *
     * @param lastDay in the hour under way and the 23 before
     * @param over by hour, day or week, as far as they were asked for, oldest first
     */
    public record Did(Figures lastDay, Map<Range, List<PeriodFigures>> over) {
        public Did {
            over = Map.copyOf(over);
        }
    }

    /** What ran and what changed, newest first. */
    public record Feeds(List<EventLine> events, List<ChangeLine> changes) {
        public Feeds {
            events = List.copyOf(events);
            changes = List.copyOf(changes);
        }
    }

    public Overview {
        docks = List.copyOf(docks);
        budgets = List.copyOf(budgets);
        providers = List.copyOf(providers);
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
                operations ? did : new Did(Figures.NONE, Map.of()),
                actor.may(Permission.DOCKS_READ) ? docks : List.of(),
                operations ? budgets : List.of(),
                new Feeds(operations ? feeds.events() : List.of(), resources ? feeds.changes() : List.of()),
                trouble.as(operations, actor.may(Permission.INSTANCE_READ)),
                providers,
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

    /** The budgets that stand on the page. */
    public List<BudgetLine> shownBudgets() {
        return budgets.subList(0, Math.min(MOST_BUDGETS, budgets.size()));
    }

    public int hiddenBudgets() {
        return budgets.size() - shownBudgets().size();
    }
}
