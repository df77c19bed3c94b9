package io.tidegate.console.overview;

import io.tidegate.api.Problem;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Tone;
import io.tidegate.monitor.EventStore;
import io.tidegate.monitor.figure.Figures;
import io.tidegate.monitor.figure.PeriodFigures;
import io.tidegate.monitor.rollup.Period;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What runs came to over time: some series over the same periods.
 *
 * @param periods oldest first, also those in which nothing ran
 * @param kept from when on the runs themselves are on record; their figures are longer
 */
public record Plot(Range range, List<Bar> periods, Instant kept) {
    /** By what the runs of the overview are counted, and how far back. */
    public enum Range {
        HOUR(Period.HOUR, 48, "d MMM HH:mm"),
        DAY(Period.DAY, 30, "EEE d MMM"),
        WEEK(Period.WEEK, 26, "'week of' d MMM");

        private final Period period;
        private final int count;
        private final String pattern;

        Range(Period period, int count, String pattern) {
            this.period = period;
            this.count = count;
            this.pattern = pattern;
        }

        /**
         * The one of that word; hours where nothing is said.
         *
         * @throws Problem when it is none
         */
        static Range of(@Nullable String word) {
            return word == null
                    ? HOUR
                    : Arrays.stream(values())
                            .filter(each -> each.word().equals(word))
                            .findFirst()
                            .orElseThrow(() -> Problem.invalid(
                                    "range",
                                    "is none of "
                                            + Arrays.stream(values())
                                                    .map(Range::word)
                                                    .collect(Collectors.joining(", "))));
        }

        /** The one of that word; hours where it is none. */
        public static Range orHours(@Nullable String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word().equals(word))
                    .findFirst()
                    .orElse(HOUR);
        }

        /** As addresses name it. */
        public String word() {
            return period.word();
        }

        /** "The last 48 hours". */
        public String title() {
            return "The last " + count + " " + period.word() + "s";
        }

        Period period() {
            return period;
        }

        int count() {
            return count;
        }

        /** How its periods are called, as dates are written in patterns. */
        String pattern() {
            return pattern;
        }
    }

    /**
     * A period.
     *
     * @param name such as "21 Nov 06:00"
     */
    public record Bar(Instant start, Instant end, String name, Figures figures) {}

    /** What is counted of each period. */
    public enum Series {
        RUNS("Runs", Tone.BUSY),
        CHANGED("Rows changed", Tone.GOOD),
        FAILED("Failed runs", Tone.BAD);

        private final String title;
        private final Tone tone;

        Series(String title, Tone tone) {
            this.title = title;
            this.tone = tone;
        }

        public String title() {
            return title;
        }

        /** The tone it is drawn in. */
        public Tone tone() {
            return tone;
        }

        /** Its word in the page. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Its value in a period. */
        public long of(Bar bar) {
            Figures figures = bar.figures();
            return switch (this) {
                case RUNS -> figures.outcomes().runs();
                case CHANGED -> figures.items().changed();
                case FAILED -> figures.outcomes().failures();
            };
        }

        Link rows(Instant from, Instant to) {
            if (this == CHANGED) {
                return Link.to("/changes").with("since", from).with("until", to);
            }
            Link runs = Link.to("/runs").with("from", from).with("to", to);
            return this == FAILED ? runs.with("status", "failed") : runs;
        }
    }

    public Plot {
        periods = List.copyOf(periods);
    }

    static Plot of(Range range, List<PeriodFigures> figures, Instant now) {
        DateTimeFormatter name =
                DateTimeFormatter.ofPattern(range.pattern(), Locale.ENGLISH).withZone(ZoneOffset.UTC);
        List<Bar> bars = figures.stream()
                .map(each -> new Bar(
                        each.start(), range.period().later(each.start(), 1), name.format(each.start()), each.figures()))
                .toList();
        return new Plot(range, bars, EventStore.keptFrom(now));
    }

    /** The same, the newest first. */
    public List<Bar> newestFirst() {
        List<Bar> reversed = new ArrayList<>(periods);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Of all periods together. */
    public long total(Series series) {
        return periods.stream().mapToLong(series::of).sum();
    }

    /** The most of any period, at least 1. */
    public long most(Series series) {
        return Math.max(1, periods.stream().mapToLong(series::of).max().orElse(1));
    }

    /** How high a bar is of 100; what is not nothing is seen. */
    public long height(Series series, Bar bar) {
        long value = series.of(bar);
        return value == 0 ? 0 : Math.max(2, value * 100 / most(series));
    }

    /** Where all rows stand that a series counts; null where not all of them are on record. */
    public @Nullable Link rows(Series series) {
        return rows(
                series, periods.get(0).start(), periods.get(periods.size() - 1).end());
    }

    /** The same of one period; null, too, where it counts none. */
    public @Nullable Link rows(Series series, Bar bar) {
        return series.of(bar) == 0 ? null : rows(series, bar.start(), bar.end());
    }

    private @Nullable Link rows(Series series, Instant from, Instant to) {
        return series != Series.CHANGED && from.isBefore(kept) ? null : series.rows(from, to);
    }

    /** For how long runs are kept, where that is shorter than what is shown; else empty. */
    public String keeping() {
        return periods.get(0).start().isBefore(kept)
                ? "Runs themselves are kept for " + EventStore.KEPT_DAYS + " days: older figures lead to none."
                : "";
    }
}
