package io.tidegate.console.overview;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.tidegate.access.Permission;
import io.tidegate.alert.AlertStore;
import io.tidegate.budget.LevelStore;
import io.tidegate.console.overview.DockLine.TypeCount;
import io.tidegate.console.overview.Overview.Did;
import io.tidegate.console.overview.Overview.Feeds;
import io.tidegate.console.overview.Plot.Range;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockStore;
import io.tidegate.dock.FreshnessStore;
import io.tidegate.monitor.ErrorStore;
import io.tidegate.monitor.EventStore;
import io.tidegate.monitor.figure.FigureFilter;
import io.tidegate.monitor.figure.FigureStore;
import io.tidegate.monitor.figure.Figures;
import io.tidegate.monitor.figure.PeriodFigures;
import io.tidegate.monitor.health.DockJudge;
import io.tidegate.monitor.rollup.Period;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import io.tidegate.record.ChangeStore;
import io.tidegate.record.ResourceCountStore;
import io.tidegate.route.RouteFault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Reads the overview from the stores; the figures that cost something less often than the rest. */
public final class OverviewReader {
    private static final int EVENTS = 12;
    private static final int CHANGES = 30;

    /** Where everything comes from. */
    public record Sources(
            DockStore docks,
            LevelStore budgets,
            FreshnessStore freshness,
            EventStore events,
            FigureStore figures,
            ChangeStore changes,
            ResourceCountStore counts,
            ErrorStore errors,
            AlertStore alerts,
            Providers providers,
            Supplier<List<RouteFault>> refused) {}

    /** Whose rows the sources show: all, or those of one organization, for as long as they are read from. */
    @FunctionalInterface
    public interface Rows {
        Overview read(Function<Sources, Overview> reading);
    }

    private final Rows rows;
    private final InstantSource clock;
    private final Costly<Map<Long, List<TypeCount>>> stored;
    private final Costly<Map<Long, String>> shortfalls;
    private final Costly<List<LevelStore.Level>> levels;
    private final Costly<Figures> lastDay;
    private final Costly<List<ErrorStore.Group>> errors;
    private final Map<Range, Costly<List<PeriodFigures>>> periods = new EnumMap<>(Range.class);

    public OverviewReader(Rows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
        this.stored = new Costly<>(clock);
        this.shortfalls = new Costly<>(clock);
        this.levels = new Costly<>(clock);
        this.lastDay = new Costly<>(clock);
        this.errors = new Costly<>(clock);
        for (Range range : Range.values()) {
            periods.put(range, new Costly<>(clock));
        }
    }

    /** The overview as it is now, with these plots. */
    public Overview read(Set<Range> ranges) {
        return rows.read(from -> read(from, ranges));
    }

    private Overview read(Sources from, Set<Range> ranges) {
        Instant now = clock.instant();
        List<Dock> all = from.docks().all();
        LongFunction<String> names = names(all);
        List<BudgetLine> budgets = levels.get(() -> from.budgets().levels(null, null, now)).stream()
                .map(level -> BudgetLine.of(level, names, now))
                .sorted(BudgetLine.TIGHTEST)
                .toList();
        return new Overview(
                now,
                new Did(lastDay.get(() -> lastDay(from, now)), over(from, ranges, now)),
                docks(from, all, budgets, now),
                budgets,
                new Feeds(events(from), changes(from, names)),
                Trouble.of(
                        from.alerts(),
                        errors.get(() -> Trouble.errors(from.errors(), now)),
                        from.refused().get()),
                from.providers().all().stream().map(Provider::name).toList(),
                EnumSet.allOf(Permission.class));
    }

    private static List<EventLine> events(Sources from) {
        return from.events().recent(EventStore.Filter.ALL, null, EVENTS).items().stream()
                .map(EventLine::new)
                .toList();
    }

    private static List<ChangeLine> changes(Sources from, LongFunction<String> names) {
        return ChangeLine.group(
                from.changes().recent(ChangeStore.Filter.ALL, null, CHANGES).items(), names);
    }

    private List<DockLine> docks(Sources from, List<Dock> all, List<BudgetLine> budgets, Instant now) {
        Map<Long, BudgetLine> tightest = new HashMap<>();
        budgets.forEach(
                budget -> budget.docks().forEach(dock -> tightest.merge(dock, budget, OverviewReader::tighter)));
        Map<Long, List<TypeCount>> counts = stored.get(() -> counts(from));
        DockJudge judge = new DockJudge(
                from.providers(),
                shortfalls.get(
                        () -> DockJudge.shortfalls(null, now, from.budgets(), from.freshness(), from.providers())),
                now);
        return all.stream()
                .map(dock -> {
                    Provider provider = from.providers().find(dock.provider());
                    return new DockLine(
                            dock,
                            provider == null
                                    ? dock.provider()
                                    : provider.access().title(),
                            judge.judge(dock),
                            counts.getOrDefault(dock.id(), List.of()),
                            tightest.get(dock.id()));
                })
                .toList();
    }

    private static BudgetLine tighter(BudgetLine one, BudgetLine other) {
        boolean silent = one.retryAt() != null && other.retryAt() == null;
        return silent || (other.retryAt() == null && one.percentLeft() <= other.percentLeft()) ? one : other;
    }

    /** What docks did in the same hours of which the dashboard tells. */
    private static Figures lastDay(Sources from, Instant now) {
        return from.figures().lastDay(FigureFilter.ALL, null, now).values().stream()
                .reduce(Figures.NONE, Figures::plus);
    }

    private Map<Range, List<PeriodFigures>> over(Sources from, Set<Range> ranges, Instant now) {
        Map<Range, List<PeriodFigures>> over = new EnumMap<>(Range.class);
        ranges.forEach(range ->
                over.put(range, Objects.requireNonNull(periods.get(range)).get(() -> {
                    Period period = range.period();
                    Instant first = period.later(period.startOf(now), 1L - range.count());
                    return from.figures().periods(FigureFilter.ALL, period, first, range.count(), now);
                })));
        return over;
    }

    private static Map<Long, List<TypeCount>> counts(Sources from) {
        return from.counts().live().stream()
                .collect(groupingBy(
                        ResourceCountStore.Live::dock,
                        mapping(live -> new TypeCount(live.type(), live.count()), toList())));
    }

    private static LongFunction<String> names(List<Dock> all) {
        Map<Long, String> names = new HashMap<>();
        all.forEach(dock -> names.put(dock.id(), dock.name()));
        return dock -> names.getOrDefault(dock, "dock " + dock + " (removed)");
    }
}
