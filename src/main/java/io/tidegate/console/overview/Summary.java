package io.tidegate.console.overview;

import io.tidegate.access.Permission;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import io.tidegate.monitor.figure.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The state of everything: one sentence and four figures.
 *
 * @param sentence without a full stop
 */
public record Summary(Tone tone, String sentence, List<Figure> figures) {
    /** A number with its name and what stands below it. */
    public record Figure(String name, String value, String note, Tone tone) {}

    public Summary {
        figures = List.copyOf(figures);
    }

    static Summary of(Overview overview) {
        List<DockLine> docks = overview.docks();
        List<BudgetLine> budgets = overview.budgets();
        boolean operations = overview.may(Permission.OPERATIONS_READ);
        List<Figure> figures = new ArrayList<>();
        if (overview.may(Permission.RESOURCES_READ)) {
            figures.add(stored(docks));
        }
        if (operations) {
            figures.add(changed(overview.totals()));
        }
        if (overview.may(Permission.DOCKS_READ)) {
            figures.add(lag(docks, overview.at()));
        }
        if (operations) {
            figures.add(callsLeft(budgets));
        }
        if (!overview.may(Permission.DOCKS_READ)) {
            return new Summary(Tone.IDLE, "What you may see", figures);
        }
        List<String> parts = new ArrayList<>();
        Tone tone = judge(docks, parts);
        int refused =
                overview.may(Permission.INSTANCE_READ) ? overview.refused().size() : 0;
        if (refused > 0) {
            parts.add(Words.count(refused, "route file") + " cannot run");
            tone = Tone.BAD;
        }
        return new Summary(tone, String.join("; ", parts), figures);
    }

    private static Tone judge(List<DockLine> docks, List<String> parts) {
        List<DockLine> needing = docks.stream().filter(DockLine::needsYou).toList();
        List<DockLine> behind = docks.stream()
                .filter(dock -> dock.tone() == Tone.WARN && !dock.needsYou())
                .toList();
        if (docks.isEmpty()) {
            parts.add("Nothing is connected yet");
            return Tone.BUSY;
        } else if (!needing.isEmpty()) {
            parts.add(Words.count(needing.size(), "account")
                    + (needing.size() == 1 ? " needs you: " : " need you: ")
                    + names(needing));
            return Tone.BAD;
        } else if (!behind.isEmpty()) {
            parts.add(Words.count(behind.size(), "account") + (behind.size() == 1 ? " is" : " are") + " behind: "
                    + names(behind));
            return Tone.WARN;
        } else if (docks.stream().allMatch(dock -> dock.tone() == Tone.IDLE)) {
            parts.add("Everything is paused");
            return Tone.IDLE;
        } else if (docks.stream().allMatch(dock -> dock.lastSync() == null || dock.tone() == Tone.IDLE)) {
            parts.add("The first sync is under way");
            return Tone.BUSY;
        }
        parts.add("Everything is on time");
        return Tone.GOOD;
    }

    private static String names(List<DockLine> docks) {
        return Words.names(docks.stream().map(line -> line.dock().name()).toList());
    }

    private static Figure stored(List<DockLine> docks) {
        long records = docks.stream().mapToLong(DockLine::records).sum();
        Set<String> types = docks.stream()
                .flatMap(dock -> dock.stored().stream())
                .map(DockLine.TypeCount::type)
                .collect(Collectors.toSet());
        String note = Words.count(types.size(), "type") + " in " + Words.count(docks.size(), "account");
        return new Figure("Records stored", Words.number(records), note, Tone.GOOD);
    }

    private static Figure changed(Figures totals) {
        String note = totals.outcomes().runs() == 0
                ? "no run yet"
                : Words.count(totals.outcomes().runs(), "run") + ", "
                        + (totals.outcomes().failures() == 0
                                ? "none failed"
                                : Words.number(totals.outcomes().failures()) + " failed");
        return new Figure("Changed in 24 h", Words.number(totals.items().changed()), note, Tone.GOOD);
    }

    private static Figure lag(List<DockLine> docks, Instant now) {
        DockLine worst = null;
        Duration longest = Duration.ZERO;
        for (DockLine dock : docks) {
            Duration lag = dock.lag(now);
            if (lag != null && (worst == null || lag.compareTo(longest) > 0)) {
                worst = dock;
                longest = lag;
            }
        }
        if (worst == null) {
            return new Figure("Oldest data", "–", "no account synced yet", Tone.IDLE);
        }
        Tone tone = worst.tone() == Tone.BAD || worst.tone() == Tone.WARN ? worst.tone() : Tone.GOOD;
        return new Figure(
                "Oldest data", Words.span(longest), Words.shortened(worst.dock().name(), 40), tone);
    }

    /** An account's tightest limit counts, and a limit that several docks share counts once. */
    private static Figure callsLeft(List<BudgetLine> budgets) {
        Set<String> seen = new HashSet<>();
        long remaining = 0;
        long quota = 0;
        Tone worst = Tone.GOOD;
        List<BudgetLine> tightestFirst = budgets.stream()
                .sorted(Comparator.comparing(BudgetLine::percentLeft))
                .toList();
        for (BudgetLine budget : tightestFirst) {
            Long left = budget.remaining();
            Long all = budget.quota();
            if (left != null && all != null && seen.add(budget.provider() + budget.docks())) {
                remaining += left;
                quota += all;
                worst = budget.tone().compareTo(worst) > 0 ? budget.tone() : worst;
            }
        }
        return quota == 0
                ? new Figure("Calls left", "–", "no provider told yet", Tone.IDLE)
                : new Figure(
                        "Calls left",
                        Words.number(remaining),
                        "of " + Words.number(quota) + " in the tightest windows",
                        worst);
    }
}
