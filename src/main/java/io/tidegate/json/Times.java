package io.tidegate.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes times as providers write them. */
public final class Times {
    /** Beyond it a number counts milliseconds: as seconds it would be in the year 5138. */
    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(100_000_000_000L);

    private static final BigDecimal MOST_MILLISECONDS = BigDecimal.valueOf(253_402_300_799_999L);

    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("[['T'][' ']HH:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendPattern("[ ][XXX][XX][X][z]]")
            .toFormatter(Locale.ROOT);

    private static final List<DateTimeFormatter> TEXTS = List.of(LOCAL, DateTimeFormatter.RFC_1123_DATE_TIME);

    private static final Pattern SINCE_EPOCH = Pattern.compile("-?\\d{9,13}(\\.\\d{1,9})?");

    /** As Instant.toString writes a whole second, of days that every month has. */
    private static final Pattern CANONICAL =
            Pattern.compile("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ");

    private Times() {}

    /**
     * The text of the instant that a value names, as {@link Instant#toString} writes it.
     *
     * @param zone of times that name none; null: those are no instants
     * @return null when it is none
     */
    public static @Nullable String text(JsonNode value, @Nullable ZoneId zone) {
        if (value.isTextual() && CANONICAL.matcher(value.textValue()).matches()) {
            return value.textValue(); // nearly all of them: reading and writing it would change nothing
        }
        Instant instant = instant(value, zone);
        return instant == null ? null : instant.toString();
    }

    /**
     * The instant that a value names: RFC 3339, the same with a blank, with or without seconds or zone, a date, an HTTP
     * date, or seconds or milliseconds since 1970.
     *
     * @param zone of times that name none; null: those are no instants
     * @return null when it is none of them
     */
    public static @Nullable Instant instant(JsonNode value, @Nullable ZoneId zone) {
        if (value.isNumber()) {
            return sinceEpoch(value.decimalValue());
        }
        String text = value.isTextual() ? value.textValue().strip() : "";
        if (SINCE_EPOCH.matcher(text).matches()) {
            return sinceEpoch(new BigDecimal(text));
        }
        for (DateTimeFormatter form : TEXTS) {
            try {
                return instant(form.parse(text), zone);
            } catch (DateTimeException e) {
                // the next form
            }
        }
        return null;
    }

    private static @Nullable Instant sinceEpoch(BigDecimal number) {
        if (number.abs().compareTo(MOST_MILLISECONDS) > 0) {
            return null;
        }
        BigDecimal millis =
                number.abs().compareTo(MOST_SECONDS) < 0 ? number.multiply(BigDecimal.valueOf(1000)) : number;
        return Instant.ofEpochMilli(millis.longValue());
    }

    private static @Nullable Instant instant(TemporalAccessor parsed, @Nullable ZoneId zone) {
        ZoneId said = parsed.query(TemporalQueries.zone());
        ZoneId at = said == null ? zone : said;
        LocalDate date = LocalDate.from(parsed);
        LocalDateTime time =
                parsed.query(TemporalQueries.localTime()) == null ? date.atStartOfDay() : LocalDateTime.from(parsed);
        return at == null ? null : time.atZone(at).toInstant();
    }

    /**
     * Writes instants in the form a provider wants: {@code rfc3339}, {@code epoch-s}, {@code epoch-ms}, or a pattern such
     * as {@code yyyy-MM-dd}.
     *
     * @param zone of patterns
     *
     * @throws IllegalArgumentException when the text names no form
     */
    public static Function<Instant, String> writer(String form, ZoneId zone) {
        return switch (form) {
            case "rfc3339" -> Instant::toString;
            case "epoch-s" -> instant -> Long.toString(instant.getEpochSecond());
            case "epoch-ms" -> instant -> Long.toString(instant.toEpochMilli());
            default -> {
                DateTimeFormatter pattern = DateTimeFormatter.ofPattern(form, Locale.ROOT);
                String example = pattern.format(OffsetDateTime.of(2020, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC));
                if (example.equals(form) || !form.contains("y")) {
                    throw new IllegalArgumentException(
                            "allowed are rfc3339, epoch-s, epoch-ms and patterns such as yyyy-MM-dd");
                }
                yield instant -> pattern.format(instant.atZone(zone));
            }
        };
    }
}
