package io.tidegate.api.figure;

import io.tidegate.monitor.figure.Figures;
import io.tidegate.monitor.figure.PeriodFigures;
import io.tidegate.monitor.rollup.Period;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the runs came to that began in a span.
 *
 * @param end when it ends, or will
 * @param syncs runs that have ended
 * @param successRate 0 to 1, which a partial run lowers too; null when none ended
 * @param errorRate failed runs of all, 0 to 1; null when none ended
 * @param averageDurationMs null when none ended
 * @param items records listed
 */
public record PeriodView(
        Instant start,
        Instant end,
        long syncs,
        long successes,
        long partials,
        long failures,
        @Nullable Double successRate,
        @Nullable Double errorRate,
        @Nullable Long averageDurationMs,
        @Nullable Long maxDurationMs,
        long items,
        long changed,
        long deleted,
        long requests) {

    static PeriodView of(Instant start, Instant end, Figures figures) {
        Figures.Outcomes outcomes = figures.outcomes();
        return new PeriodView(
                start,
                end,
                outcomes.runs(),
                outcomes.successes(),
                outcomes.partials(),
                outcomes.failures(),
                outcomes.successRate(),
                outcomes.errorRate(),
                figures.averageMs(),
                figures.longestMs(),
                figures.items().processed(),
                figures.items().changed(),
                figures.items().deleted(),
                figures.items().requests());
    }

    static PeriodView of(Period period, PeriodFigures figures) {
        return of(figures.start(), period.later(figures.start(), 1), figures.figures());
    }

    /** Of consecutive periods together, at least one. */
    static PeriodView sum(Period period, List<PeriodFigures> periods) {
        Figures all = periods.stream().map(PeriodFigures::figures).reduce(Figures.NONE, Figures::plus);
        return of(
                periods.get(0).start(),
                period.later(periods.get(periods.size() - 1).start(), 1),
                all);
    }
}
