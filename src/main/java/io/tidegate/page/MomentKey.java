package io.tidegate.page;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The key of a list by time: an instant and, of rows of the same instant, a number. */
public record MomentKey(@Nullable Instant at, @Nullable Long id) {

    // what PostgreSQL can keep
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /**
     * Reads a key.
     *
     * @param after what the part before called {@code next}; null for the first part, whose key is null twice
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public static MomentKey of(@Nullable String after) {
        if (after == null) {
            return new MomentKey(null, null);
        }
        try {
            int bar = after.lastIndexOf('_');
            Instant at = Instant.parse(after.substring(0, Math.max(0, bar)));
            if (at.isBefore(FIRST) || at.isAfter(LAST)) {
                throw new DateTimeException("out of range");
            }
            return new MomentKey(at, Long.valueOf(after.substring(bar + 1)));
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + after + "' is not what such a list called next", e);
        }
    }

    /** Writes a key. */
    public static String text(Instant at, long id) {
        return at + "_" + id;
    }
}
