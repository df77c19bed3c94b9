package io.tidegate.cli.figure;

import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import io.tidegate.monitor.rollup.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as cells of tables. */
final class FigureCells {
    private static final double GOOD = 0.99;
    private static final double FAIR = 0.9;
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);

    private FigureCells() {}

    /** A share, such as {@code 99.5 %}. */
    static Table.Cell share(@Nullable Double share) {
        if (share == null) {
            return Table.Cell.of(Words.NONE);
        }
        // 99.96 % is not all of it
        double percent = Math.floor(share * 1_000) / 10;
        return new Table.Cell(
                String.format(Locale.ROOT, percent == 100 ? "%.0f %%" : "%.1f %%", percent),
                share >= GOOD ? Tone.GOOD : share >= FAIR ? Tone.WARN : Tone.BAD);
    }

    /** A duration in milliseconds. */
    static String millis(@Nullable Long millis) {
        return millis == null ? Words.NONE : Words.duration(Duration.ofMillis(millis));
    }

    /** How many failed, in red where any did. */
    static Table.Cell failures(long failures) {
        return new Table.Cell(Words.number(failures), failures > 0 ? Tone.BAD : Tone.PLAIN);
    }

    /** How many were partial, in yellow where any were. */
    static Table.Cell partials(long partials) {
        return new Table.Cell(Words.number(partials), partials > 0 ? Tone.WARN : Tone.PLAIN);
    }

    /** When a period began, in UTC. */
    static String start(String period, Instant start) {
        return (period.equals(Period.HOUR.word()) ? HOUR : DAY).format(start.atZone(ZoneOffset.UTC));
    }
}
