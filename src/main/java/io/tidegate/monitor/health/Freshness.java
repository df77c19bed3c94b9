package io.tidegate.monitor.health;

import io.tidegate.dock.CronSchedule;
import io.tidegate.dock.Dock;
import io.tidegate.dock.FreshnessStore.Listed;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import io.tidegate.provider.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How old the lists of a dock's type are.
 *
 * @param listedAt when the oldest of them was complete; null when one never was
 * @param lag since then, or since its dock was added; negative of what was listed since
 * @param interval of its dock, slowed down as it is; of a schedule by cron what lies between its next two runs
 * @param missed the lag in intervals
 * @param wanted how old its declaration lets it be; null where it does not say
 * @param lists how many there are; 0 before the first
 */
public record Freshness(
        Dock dock,
        String type,
        @Nullable Instant listedAt,
        Duration lag,
        Duration interval,
        double missed,
        @Nullable Duration wanted,
        int lists) {
    private static final double STALE_AFTER = 2;

    /** Worst first; of the same age by dock and type. */
    public static final Comparator<Freshness> ORDER = Comparator.comparing(Freshness::missed, Comparator.reverseOrder())
            .thenComparing(each -> each.dock().id())
            .thenComparing(Freshness::type);

    /** Whether it is older than it may be: than its declaration lets it be, else than two intervals. */
    public boolean stale() {
        return wanted == null ? missed > STALE_AFTER : lag.compareTo(wanted) > 0;
    }

    /**
     * All of them at an instant, worst first.
     *
     * @param listed what there is of these docks
     */
    public static List<Freshness> of(List<Dock> docks, List<Listed> listed, Providers providers, Instant now) {
        Map<Long, List<Listed>> byDock = listed.stream().collect(Collectors.groupingBy(Listed::dock));
        List<Freshness> all = new ArrayList<>();
        for (Dock dock : docks) {
            List<Listed> own = byDock.getOrDefault(dock.id(), List.of());
            Provider provider = providers.find(dock.provider());
            Stream.concat(own.stream().filter(each -> each.type() != null), missing(own, provider))
                    .filter(each -> isWanted(dock, each, provider))
                    .forEach(each -> all.add(of(dock, each, provider, now)));
        }
        all.sort(ORDER);
        return all;
    }

    /** Types that were never asked for yet. */
    private static Stream<Listed> missing(List<Listed> own, @Nullable Provider provider) {
        if (own.isEmpty() || provider == null) {
            return Stream.empty();
        }
        Listed any = own.get(0);
        List<@Nullable String> known = own.stream().map(Listed::type).toList();
        return provider.types().keySet().stream()
                .filter(type -> !known.contains(type))
                .map(type -> new Listed(any.dock(), any.createdAt(), type, any.createdAt(), 0, 1));
    }

    private static boolean isWanted(Dock dock, Listed listed, @Nullable Provider provider) {
        boolean declared = provider == null || provider.types().containsKey(listed.type());
        return declared && (dock.resourceTypes() == null || dock.resourceTypes().contains(listed.type()));
    }

    private static Freshness of(Dock dock, Listed listed, @Nullable Provider provider, Instant now) {
        String type = Objects.requireNonNull(listed.type());
        Duration lag = Duration.between(listed.since(), now);
        Duration interval = interval(dock, now);
        ResourceType declared = provider == null ? null : provider.types().get(type);
        return new Freshness(
                dock,
                type,
                listed.never() > 0 ? null : listed.since(),
                lag,
                interval,
                (double) lag.toMillis() / Math.max(1, interval.toMillis()),
                declared == null ? null : declared.policy().freshness(),
                listed.lists());
    }

    private static Duration interval(Dock dock, Instant now) {
        String cron = dock.schedule().cron();
        if (cron == null) {
            return dock.schedule().pace().current();
        }
        CronSchedule schedule = new CronSchedule(cron);
        Instant next = schedule.next(now);
        return Duration.between(next, schedule.next(next));
    }
}
