package io.tidegate.api.figure;

import io.tidegate.api.Stores;
import io.tidegate.monitor.figure.CompareStore;
import io.tidegate.monitor.figure.FigureFilter;
import io.tidegate.monitor.figure.Figures;
import io.tidegate.monitor.figure.Subject;
import io.tidegate.monitor.rollup.Period;
import io.tidegate.page.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts docks, or their providers, side by side.
 *
 * @param since the first hour, which begins then
 * @param until when the last hour ends
 */
record Comparisons(Stores stores, FigureFilter filter, Instant since, Instant until, Instant now) {
    private static final int HOURS = 24;

    /** Over whole hours: the last 24 where the filter names none. */
    static Comparisons of(Stores stores, FigureFilter filter, Instant now) {
        Instant wantedEnd = filter.until();
        Instant until =
                wantedEnd == null ? Period.HOUR.later(Period.HOUR.startOf(now), 1) : Period.HOUR.firstFrom(wantedEnd);
        Instant wanted = filter.since();
        Instant since = wanted == null ? Period.HOUR.later(until, -HOURS) : Period.HOUR.startOf(wanted);
        return new Comparisons(stores, filter, since, until, now);
    }

    /** Docks, in the order of their numbers. */
    Page<ComparisonView> docks(@Nullable String after, int limit) {
        List<Subject> docks = stores.comparisons().docks(filter, Page.number(after), limit + 1);
        return Page.of(docks, limit, dock -> Long.toString(dock.dock())).map(rows(docks)::of);
    }

    /** Providers, in the order of their names. */
    Page<ComparisonView> providers(@Nullable String after, int limit) {
        List<Subject> all = stores.comparisons().docks(filter, null, null);
        TreeMap<String, List<Subject>> providers =
                all.stream().collect(Collectors.groupingBy(Subject::provider, TreeMap::new, Collectors.toList()));
        List<List<Subject>> rows = (after == null ? providers : providers.tailMap(after, false))
                .values().stream().limit(limit + 1L).toList();
        return Page.of(rows, limit, docks -> docks.get(0).provider()).map(rows(all)::of);
    }

    private Rows rows(List<Subject> docks) {
        List<Long> ids = docks.stream().map(Subject::dock).toList();
        return new Rows(
                stores.figures().docks(filter, ids, since, until, now),
                stores.comparisons().p95(ids, since, until));
    }

    /** Makes rows of what was counted. */
    private final class Rows {
        private final Map<Long, Figures> figures;
        private final CompareStore.Slowest slowest;

        Rows(Map<Long, Figures> figures, CompareStore.Slowest slowest) {
            this.figures = figures;
            this.slowest = slowest;
        }

        ComparisonView of(Subject dock) {
            return row(List.of(dock), dock, slowest.docks().get(dock.dock()));
        }

        ComparisonView of(List<Subject> docks) {
            return row(docks, null, slowest.providers().get(docks.get(0).provider()));
        }

        private ComparisonView row(List<Subject> docks, @Nullable Subject one, @Nullable Long p95) {
            Figures all = docks.stream()
                    .map(dock -> figures.getOrDefault(dock.dock(), Figures.NONE))
                    .reduce(Figures.NONE, Figures::plus);
            return new ComparisonView(
                    docks.get(0).provider(),
                    one == null ? null : one.dock(),
                    one == null ? null : one.name(),
                    docks.size(),
                    since,
                    until,
                    all.outcomes().runs(),
                    all.outcomes().successes(),
                    all.outcomes().partials(),
                    all.outcomes().failures(),
                    all.outcomes().successRate(),
                    all.averageMs(),
                    p95,
                    all.items().processed(),
                    all.items().changed(),
                    all.items().requests(),
                    age(docks),
                    docks.stream().mapToLong(Subject::openErrors).sum());
        }

        private @Nullable Long age(List<Subject> docks) {
            List<Subject> active = docks.stream().filter(Subject::active).toList();
            if (active.isEmpty() || active.stream().anyMatch(dock -> dock.lastSyncAt() == null)) {
                return null;
            }
            return active.stream()
                    .map(dock -> Duration.between(Objects.requireNonNull(dock.lastSyncAt()), now)
                            .toSeconds())
                    .max(Long::compare)
                    .orElseThrow();
        }
    }
}
