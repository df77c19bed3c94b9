package io.tidegate.api.figure;

import io.tidegate.api.Stores;
import io.tidegate.dock.Dock;
import io.tidegate.monitor.figure.DashboardStore.Card;
import io.tidegate.monitor.figure.DashboardStore.LastRun;
import io.tidegate.monitor.figure.FigureFilter;
import io.tidegate.monitor.figure.Figures;
import io.tidegate.page.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts dashboards together. */
final class Dashboards {
    private static final Duration DAY = Duration.ofHours(24);
    private static final long OF_NO_DOCK = 0;

    private final Stores stores;
    private final FigureFilter filter;
    private final Instant now;

    Dashboards(Stores stores, FigureFilter filter, Instant now) {
        this.stores = stores;
        this.filter = filter;
        this.now = now;
    }

    /** A part of the docks, with what all of them come to. */
    DashboardView view(@Nullable String after, int limit) {
        Map<Long, Figures> figures = stores.figures().lastDay(filter, null, now);
        Map<Long, Long> alerts = stores.dashboards().alerts();
        List<DashboardCard> cards = cards(docks(null, Integer.MAX_VALUE), figures, alerts);
        Long last = Page.number(after);
        Page<DashboardCard> page = page(
                cards.stream()
                        .filter(card -> last == null || card.dockId() > last)
                        .limit(limit + 1L)
                        .toList(),
                limit);
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

    /** A part of the docks alone: of no others anything is measured. */
    Page<DashboardCard> part(@Nullable String after, int limit) {
        List<Dock> docks = docks(Page.number(after), limit + 1);
        return page(
                cards(
                        docks,
                        stores.figures()
                                .lastDay(filter, docks.stream().map(Dock::id).toList(), now),
                        stores.dashboards().alerts()),
                limit);
    }

    private static Page<DashboardCard> page(List<DashboardCard> cards, int limit) {
        return Page.of(cards, limit, card -> Long.toString(card.dockId()));
    }

    private List<Dock> docks(@Nullable Long after, int most) {
        Long wanted = filter.dock();
        return wanted == null
                ? stores.docks().after(after, filter.provider(), most)
                : stores.docks().find(List.of(wanted)).stream()
                        .filter(dock ->
                                filter.provider() == null || dock.provider().equals(filter.provider()))
                        .filter(dock -> after == null || dock.id() > after)
                        .toList();
    }

    private List<DashboardCard> cards(List<Dock> docks, Map<Long, Figures> figures, Map<Long, Long> alerts) {
        List<Long> ids = docks.stream().map(Dock::id).toList();
        Map<Long, Double> uptime = stores.dashboards().uptime(ids, now.minus(DAY), now);
        Map<Long, Card> known = stores.dashboards().cards(ids, now);
        return docks.stream()
                .map(dock -> card(
                        dock,
                        known.getOrDefault(dock.id(), new Card(0, null)),
                        figures.getOrDefault(dock.id(), Figures.NONE),
                        uptime.get(dock.id()),
                        alerts.getOrDefault(dock.id(), 0L)))
                .toList();
    }

    private static DashboardCard card(Dock dock, Card card, Figures figures, @Nullable Double uptime, long alerts) {
        LastRun last = card.last();
        return new DashboardCard(
                dock.id(),
                dock.name(),
                dock.provider(),
                uptime,
                card.records(),
                last == null ? null : last.startedAt(),
                last == null ? null : last.status(),
                last == null ? null : last.durationMs(),
                figures.averageMs(),
                dock.schedule().interval().toSeconds(),
                dock.schedule().pace().current().toSeconds(),
                dock.schedule().cron(),
                dock.nextSync(),
                figures.outcomes().runs(),
                figures.outcomes().successRate(),
                alerts);
    }
}
