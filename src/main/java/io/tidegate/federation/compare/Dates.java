package io.tidegate.federation.compare;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads dates as federations and people write them. */
final class Dates {
    private static final List<DateTimeFormatter> FORMS = Stream.of(
                    "uuuu-M-d",
                    "uuuu/M/d",
                    "uuuuMMdd",
                    "d/M/uuuu",
                    "d-M-uuuu",
                    "d.M.uuuu",
                    "d MMM uuuu",
                    "d MMMM uuuu",
                    "d-MMM-uuuu")
            .map(form -> new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(form)
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT))
            .toList();

    private Dates() {}

    /** The date alone counts of a time; it is the date where it was written. */
    static LocalDate of(String text) {
        String date = text.replaceFirst("(?<=\\d)[T ]\\d\\d?:\\d\\d.*$", "");
        for (DateTimeFormatter form : FORMS) {
            try {
                LocalDate read = LocalDate.parse(date, form);
                // the year 1 is what some programs write for no date
                if (read.getYear() >= 1000 && read.getYear() <= 9999) {
                    return read;
                }
            } catch (DateTimeException e) {
                // another form, then
            }
        }
        throw new IllegalArgumentException("is no date; 2010-03-04 and 04/03/2010 are");
    }
}
