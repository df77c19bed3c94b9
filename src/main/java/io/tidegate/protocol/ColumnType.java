package io.tidegate.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a column of a synced table holds, and how JSON says it. */
public enum ColumnType {
    TEXT("a text without NUL") {
        @Override
        public boolean holds(Object value) {
            return value instanceof String text && isSound(text);
        }
    },
    /** What names a row, of this table or another. */
    KEY("a text of 1 to " + Limits.KEY + " characters without NUL") {
        @Override
        public boolean holds(Object value) {
            return value instanceof String text && !text.isEmpty() && text.length() <= Limits.KEY && isSound(text);
        }
    },
    /** A reading of a hybrid logical clock. */
    CLOCK("an hlc: 12, 4 and 16 lower-case hex digits joined by '-'") {
        @Override
        public boolean holds(Object value) {
            return value instanceof String text && Hlc.isOne(text);
        }
    },
    INTEGER("a whole number of 64 bits") {
        @Override
        public boolean holds(Object value) {
            return value instanceof Long || value instanceof Integer;
        }
    },
    FLAG("true or false") {
        @Override
        public boolean holds(Object value) {
            return value instanceof Boolean;
        }
    },
    /** One form only, so that every replica holds the same text. */
    TIME("a time in UTC with milliseconds, as in 2026-03-01T12:00:00.000Z") {
        @Override
        public boolean holds(Object value) {
            try {
                return value instanceof String text && MILLIS.matcher(text).matches() && Instant.parse(text) != null;
            } catch (DateTimeException e) {
                return false;
            }
        }
    },
    TEXTS("a list of texts without NUL") {
        @Override
        public boolean holds(Object value) {
            return value instanceof List<?> list && list.stream().allMatch(TEXT::holds);
        }
    },
    /** Numbers as PostgreSQL's jsonb takes them. */
    JSON("JSON without NUL, at most 64 levels deep, its numbers of at most 400 digits and an exponent of at most 400") {
        @Override
        public boolean holds(Object value) {
            return isSound(value, MOST_LEVELS);
        }
    };

    private static final int MOST_LEVELS = 64;
    /** Written out, as PostgreSQL does it, a number stays below the 1,000 characters that JSON libraries read. */
    private static final int MOST_DIGITS = 400;

    /** Neither PostgreSQL's missing year 0, nor the hour 24 and the second 60, which both would write otherwise. */
    private static final Pattern MILLIS =
            Pattern.compile("(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}Z");

    private final String meaning;

    ColumnType(String meaning) {
        this.meaning = meaning;
    }

    /** What it takes, in words. */
    public String meaning() {
        return meaning;
    }

    /** Whether a value is one of these. */
    public abstract boolean holds(Object value);

    /** Without what PostgreSQL takes for no text: NUL, and halves of surrogate pairs. */
    private static boolean isSound(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            } else if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isSound(@Nullable Object json, int levels) {
        if (json instanceof Map<?, ?> map) {
            return levels > 0
                    && map.entrySet().stream()
                            .allMatch(each -> each.getKey() instanceof String name
                                    && isSound(name)
                                    && isSound(each.getValue(), levels - 1));
        } else if (json instanceof List<?> list) {
            return levels > 0 && list.stream().allMatch(each -> isSound(each, levels - 1));
        } else if (json instanceof String text) {
            return isSound(text);
        } else if (json instanceof Double number) {
            return Double.isFinite(number);
        } else if (json instanceof BigDecimal number) {
            return Math.abs((long) number.precision() - number.scale()) <= MOST_DIGITS
                    && number.precision() <= MOST_DIGITS;
        } else if (json instanceof BigInteger number) {
            return number.bitLength() <= MOST_DIGITS * 3;
        }
        return json == null || json instanceof Boolean || json instanceof Long || json instanceof Integer;
    }
}
