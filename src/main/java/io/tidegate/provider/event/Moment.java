package io.tidegate.provider.event;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads instants as providers write them into events. */
final class Moment {
    private static final BigDecimal MILLISECONDS_FROM = BigDecimal.valueOf(100_000_000_000L);
    private static final BigDecimal LATEST = BigDecimal.valueOf(9_999_999_999_999L);

    private Moment() {}

    /**
     * RFC 3339, {@code 2026-03-01 12:00:00} in UTC, or a number of seconds or milliseconds since 1970, in microseconds as
     * PostgreSQL keeps them; null for anything else.
     */
    static @Nullable Instant of(String text) {
        try {
            if (text.matches("\\d{1,13}(\\.\\d{1,9})?")) {
                return ofNumber(new BigDecimal(text));
            } else if (text.matches("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?")) {
                return LocalDateTime.parse(text.replace(' ', 'T'))
                        .toInstant(ZoneOffset.UTC)
                        .truncatedTo(ChronoUnit.MICROS);
            } else if (text.matches("\\d{4}-.{8,40}")) {
                return OffsetDateTime.parse(text.replaceFirst(" ", "T"))
                        .toInstant()
                        .truncatedTo(ChronoUnit.MICROS);
            }
            return null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant ofNumber(BigDecimal number) {
        if (number.compareTo(LATEST) > 0) {
            return null;
        }
        BigDecimal seconds = number.compareTo(MILLISECONDS_FROM) >= 0 ? number.movePointLeft(3) : number;
        return Instant.EPOCH.plus(seconds.movePointRight(6).longValue(), ChronoUnit.MICROS);
    }
}
