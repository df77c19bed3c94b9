package io.tidegate.console.overview;

import io.tidegate.access.Permission;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import io.tidegate.monitor.ErrorStore;
import io.tidegate.monitor.figure.Figures;
import io.tidegate.monitor.rollup.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of everything: one sentence and four figures.
 *
 * @param sentence without a full stop
 * @param rows where those stand that it is about; null when it is about no dock
 */
public record Summary(Tone tone, String sentence, @Nullable Link rows, List<Figure> figures) {
    /**
     * A number with its name and what stands below it.
     *
     * @param rows where what it counts is to be seen; null when it counts nothing
     */
    public record Figure(
            String name,
            String value,
            String note,
            Tone tone,
            @Nullable Link rows) {}

    private static final Link ACCOUNTS = Link.to("/");

    public Summary {
        figures = List.copyOf(figures);
    }

    static Summary of(Overview overview) {
        List<DockLine> docks = overview.docks();
        boolean operations = overview.may(Permission.OPERATIONS_READ);
        List<Figure> figures = new ArrayList<>();
        if (operations) {
            figures.add(rows(overview.did().lastDay(), overview.at()));
        }
        if (overview.may(Permission.DOCKS_READ)) {
            figures.add(lag(docks, overview.at()));
        }
        if (operations) {
            figures.add(errors(overview.trouble().errors(), overview.at()));
            figures.add(callsLeft(overview.budgets()));
        }
        if (!overview.may(Permission.DOCKS_READ)) {
            return new Summary(Tone.IDLE, "What you may see", null, figures);
        }
        Summary judged = judge(docks, figures);
        int refused = overview.trouble().refused().size();
        return refused == 0
                ? judged
                : new Summary(
                        Tone.BAD,
                        judged.sentence() + "; " + Words.count(refused, "route file") + " cannot run",
                        judged.rows(),
                        figures);
    }

    private static Summary judge(List<DockLine> docks, List<Figure> figures) {
        List<DockLine> needing = docks.stream().filter(DockLine::needsYou).toList();
        List<DockLine> behind = docks.stream().filter(DockLine::isBehind).toList();
        if (docks.isEmpty()) {
            return new Summary(Tone.BUSY, "Nothing is connected yet", null, figures);
        } else if (!needing.isEmpty()) {
            String verb = needing.size() == 1 ? " needs you: " : " need you: ";
            return new Summary(
                    Tone.BAD,
                    Words.count(needing.size(), "account") + verb + names(needing),
                    ACCOUNTS.with("health", DockChoice.NEEDS_YOU),
                    figures);
        } else if (!behind.isEmpty()) {
            String verb = behind.size() == 1 ? " is behind: " : " are behind: ";
            return new Summary(
                    Tone.WARN,
                    Words.count(behind.size(), "account") + verb + names(behind),
                    ACCOUNTS.with("health", DockChoice.BEHIND),
                    figures);
        } else if (docks.stream().allMatch(dock -> dock.tone() == Tone.IDLE)) {
            return new Summary(Tone.IDLE, "Everything is paused", null, figures);
        } else if (docks.stream().allMatch(dock -> dock.lastSync() == null || dock.tone() == Tone.IDLE)) {
            return new Summary(Tone.BUSY, "The first sync is under way", null, figures);
        }
        return new Summary(Tone.GOOD, "Everything is on time", null, figures);
    }

    private static String names(List<DockLine> docks) {
        return Words.names(docks.stream().map(line -> line.dock().name()).toList());
    }

    private static Figure rows(Figures lastDay, Instant now) {
        long runs = lastDay.outcomes().runs();
        String note = runs == 0
                ? "no run yet"
                : Words.number(lastDay.items().changed()) + " changed, in " + Words.count(runs, "run");
        Instant since = Period.HOUR.later(Period.HOUR.startOf(now), -23);
        return new Figure(
                "Rows in 24 h",
                Words.number(lastDay.items().processed()),
                note,
                Tone.GOOD,
                runs == 0 ? null : Link.to("/runs").with("from", since));
    }

    private static Figure errors(List<ErrorStore.Group> kinds, Instant now) {
        long errors = kinds.stream().mapToLong(ErrorStore.Group::errors).sum();
        if (errors == 0) {
            return new Figure("Errors in 1 h", "0", "nothing went wrong", Tone.GOOD, null);
        }
        ErrorStore.Group most = kinds.get(0);
        return new Figure(
                "Errors in 1 h",
                Words.number(errors),
                kinds.size() == 1
                        ? "of one kind: " + most.name()
                        : Words.number(most.errors()) + " of them " + most.name(),
                Tone.WARN,
                // of what came, some is over by now
                Link.to("/errors")
                        .with("since", Trouble.lately(now).truncatedTo(ChronoUnit.MINUTES))
                        .with("include_resolved", true));
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
            return new Figure("Worst lag", "–", "no account synced yet", Tone.IDLE, null);
        }
        Tone tone = worst.tone() == Tone.BAD || worst.tone() == Tone.WARN ? worst.tone() : Tone.GOOD;
        return new Figure(
                "Worst lag",
                Words.span(longest),
                Words.shortened(worst.dock().name(), 40),
                tone,
                Link.to("/docks/" + worst.dock().id()));
    }

    /** An account's tightest limit counts, and a limit that several docks share counts once. */
    private static Figure callsLeft(List<BudgetLine> budgets) {
        Set<String> seen = new HashSet<>();
        long remaining = 0;
        long quota = 0;
        Tone worst = Tone.GOOD;
        for (BudgetLine budget : budgets) {
            Long left = budget.remaining();
            Long all = budget.quota();
            if (left != null && all != null && seen.add(budget.provider() + budget.docks())) {
                remaining += left;
                quota += all;
                worst = budget.tone().compareTo(worst) > 0 ? budget.tone() : worst;
            }
        }
        return quota == 0
                ? new Figure("Calls left", "–", "no provider told yet", Tone.IDLE, null)
                : new Figure(
                        "Calls left",
                        Words.number(remaining),
                        "of " + Words.number(quota) + " in the tightest windows",
                        worst,
                        Link.to("/").with("sort", DockOrder.BUDGET.word()));
    }
}
