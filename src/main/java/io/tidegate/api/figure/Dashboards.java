package io.tidegate.api.figure;

import io.tidegate.api.Stores;
import io.tidegate.monitor.figure.DashboardStore;
import io.tidegate.monitor.figure.DashboardStore.Card;
import io.tidegate.monitor.figure.DashboardStore.LastRun;
import io.tidegate.monitor.figure.FigureFilter;
import io.tidegate.monitor.figure.Figures;
import io.tidegate.monitor.rollup.Period;
import io.tidegate.page.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a dashboard together. */
final class Dashboards {
    private static final Duration DAY = Duration.ofHours(24);
    private static final int HOURS = 24;
    private static final long OF_NO_DOCK = 0;

    private Dashboards() {}

    /** A part of the docks, with what all of them come to. */
    static DashboardView of(Stores stores, FigureFilter filter, Instant now, @Nullable String after, int limit) {
        DashboardStore store = stores.dashboards();
        Instant until = Period.HOUR.later(Period.HOUR.startOf(now), 1);
        Map<Long, Figures> figures = stores.figures().docks(filter, Period.HOUR.later(until, -HOURS), until, now);
        Map<Long, Double> uptime = store.uptime(filter, now.minus(DAY), now);
        Map<Long, Long> alerts = store.alerts();
        List<DashboardCard> cards = store.cards(filter).stream()
                .map(card -> card(
                        card,
                        figures.getOrDefault(card.dock(), Figures.NONE),
                        uptime.get(card.dock()),
                        alerts.getOrDefault(card.dock(), 0L)))
                .toList();
        Long last = Page.number(after);
        Page<DashboardCard> page = Page.of(
                cards.stream()
                        .filter(card -> last == null || card.dockId() > last)
                        .limit(limit + 1L)
                        .toList(),
                limit,
                card -> Long.toString(card.dockId()));
        Figures all = cards.stream()
                .map(card -> figures.getOrDefault(card.dockId(), Figures.NONE))
                .reduce(Figures.NONE, Figures::plus);
        String provider = filter.provider();
        long ofAll = provider == null
                ? alerts.getOrDefault(OF_NO_DOCK, 0L)
                : stores.dashboards().alertsOf(provider);
        long others = filter.dock() == null ? ofAll : 0;
        return new DashboardView(DashboardSummary.of(cards, all, others), page.items(), page.next());
    }

    private static DashboardCard card(Card card, Figures figures, @Nullable Double uptime, long alerts) {
        LastRun last = card.last();
        return new DashboardCard(
                card.dock(),
                card.name(),
                card.provider(),
                uptime,
                card.records(),
                last == null ? null : last.startedAt(),
                last == null ? null : last.status(),
                last == null ? null : last.durationMs(),
                figures.averageMs(),
                card.intervalSeconds(),
                card.cron(),
                card.nextSyncAt(),
                figures.outcomes().runs(),
                figures.outcomes().successRate(),
                alerts);
    }
}
