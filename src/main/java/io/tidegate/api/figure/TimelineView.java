package io.tidegate.api.figure;

import io.tidegate.monitor.figure.Figures;
import io.tidegate.monitor.figure.PeriodFigures;
import io.tidegate.monitor.rollup.Period;
import java.time.Instant;
import java.util.List;

/**
 * The last hours, the one under way among them.
 *
 * @param since when the first of them began
 * @param until when the last of them ends
 * @param total runs that began in them and have ended
 * @param items oldest first, also those in which nothing ran
 */
public record TimelineView(
        Instant since, Instant until, long total, long successes, long partials, long failures, List<Hour> items) {
    static TimelineView of(List<PeriodFigures> hours) {
        PeriodView all = PeriodView.sum(Period.HOUR, hours);
        return new TimelineView(
                all.start(),
                all.end(),
                all.syncs(),
                all.successes(),
                all.partials(),
                all.failures(),
                hours.stream().map(Hour::of).toList());
    }

    /**
     * An hour.
     *
     * @param total runs that began in it and have ended
     * @param items records they listed
     */
    public record Hour(
            Instant start, long total, long successes, long partials, long failures, long items, long changed) {
        static Hour of(PeriodFigures hour) {
            Figures.Outcomes outcomes = hour.figures().outcomes();
            return new Hour(
                    hour.start(),
                    outcomes.runs(),
                    outcomes.successes(),
                    outcomes.partials(),
                    outcomes.failures(),
                    hour.figures().items().processed(),
                    hour.figures().items().changed());
        }
    }
}
