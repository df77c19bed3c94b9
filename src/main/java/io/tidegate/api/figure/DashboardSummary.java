package io.tidegate.api.figure;

import io.tidegate.monitor.figure.Figures;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Docks together.
 *
 * @param uptime the mean of the docks of which it is known; null when it is of none
 * @param records they have
 * @param lastRunAt when the last run began that has ended; null when there was none
 * @param lastDurationMs of that run
 * @param averageDurationMs of the runs of the last 24 hours; null when there was none
 * @param intervalSeconds the shortest of those at which docks are synced for now; null when no dock goes by an interval
 * @param syncs runs of the last 24 hours that have ended
 * @param successRate of these, 0 to 1; null when there was none
 * @param alerts that are open, of these docks; unless one dock is asked for, those of its provider or organization too
 */
public record DashboardSummary(
        long docks,
        @Nullable Double uptime,
        long records,
        @Nullable Instant lastRunAt,
        @Nullable Long lastDurationMs,
        @Nullable Long averageDurationMs,
        @Nullable Long intervalSeconds,
        long syncs,
        @Nullable Double successRate,
        long alerts) {

    /** @param others alerts that are of no dock alone */
    static DashboardSummary of(List<DashboardCard> cards, Figures figures, long others) {
        OptionalDouble uptime = cards.stream()
                .map(DashboardCard::uptime)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
        DashboardCard last = cards.stream()
                .filter(card -> card.lastRunAt() != null)
                .max(Comparator.comparing(card -> Objects.requireNonNull(card.lastRunAt())))
                .orElse(null);
        return new DashboardSummary(
                cards.size(),
                uptime.isPresent() ? uptime.getAsDouble() : null,
                cards.stream().mapToLong(DashboardCard::records).sum(),
                last == null ? null : last.lastRunAt(),
                last == null ? null : last.lastDurationMs(),
                figures.averageMs(),
                cards.stream()
                        .filter(card -> card.cron() == null)
                        .map(DashboardCard::currentIntervalSeconds)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                figures.outcomes().runs(),
                figures.outcomes().successRate(),
                others + cards.stream().mapToLong(DashboardCard::alerts).sum());
    }
}
