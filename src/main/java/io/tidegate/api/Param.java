package io.tidegate.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * A parameter in the query of an operation.
 *
 * @param choices the words that are allowed; empty when any are
 * @param least of a number
 * @param most of a number, or characters of a text
 */
public record Param(String name, Type type, String meaning, List<String> choices, long least, long most) {
    private static final int LONGEST = 500;

    /** What a value is. */
    public enum Type {
        TEXT,
        NUMBER,
        FLAG,
        INSTANT
    }

    /** How many items a page has at most. */
    public static final Param LIMIT =
            new Param("limit", Type.NUMBER, "Items on a page, 1 to 1000.", List.of(), 1, 1000);

    /** Where a page begins. */
    public static final Param AFTER = text("after", "Goes on after what the page before called next.");

    /** From which end a list is read that has the newest first. */
    public static final Param ORDER =
            choice("order", "What stands first; the newest where nothing is said.", List.of("newest", "oldest"));

    public static Param text(String name, String meaning) {
        return new Param(name, Type.TEXT, meaning, List.of(), 0, LONGEST);
    }

    public static Param choice(String name, String meaning, List<String> choices) {
        return new Param(name, Type.TEXT, meaning, List.copyOf(choices), 0, LONGEST);
    }

    /** A number of something, such as a dock's. */
    public static Param number(String name, String meaning) {
        return new Param(name, Type.NUMBER, meaning, List.of(), 0, Long.MAX_VALUE);
    }

    public static Param flag(String name, String meaning) {
        return new Param(name, Type.FLAG, meaning, List.of("true", "false"), 0, LONGEST);
    }

    /** ISO 8601, such as {@code 2026-01-31T12:00:00Z}. */
    public static Param instant(String name, String meaning) {
        return new Param(name, Type.INSTANT, meaning, List.of(), 0, LONGEST);
    }

    /**
     * Reads a value.
     *
     * @throws Problem when it is none of this parameter
     */
    Object read(String value) {
        long longest = type == Type.NUMBER ? LONGEST : most;
        if (value.length() > longest) {
            throw Problem.invalid(name, "is longer than " + longest + " characters");
        } else if (value.indexOf('\0') >= 0) {
            throw Problem.invalid(name, "holds a NUL character");
        } else if (!choices.isEmpty() && !choices.contains(value)) {
            throw Problem.invalid(name, "is none of " + String.join(", ", choices));
        }
        return switch (type) {
            case TEXT -> value;
            case NUMBER -> number(value);
            case FLAG -> Boolean.valueOf(value);
            case INSTANT -> instant(value);
        };
    }

    private Long number(String value) {
        if (value.matches("\\d{1,18}")) {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw Problem.invalid(
                name, most == Long.MAX_VALUE ? "is no number" : "is no number from " + least + " to " + most);
    }

    private Instant instant(String value) {
        try {
            Instant instant = Instant.parse(value);
            // what PostgreSQL can keep
            if (instant.isBefore(Instant.parse("0001-01-01T00:00:00Z"))
                    || instant.isAfter(Instant.parse("9999-12-31T23:59:59Z"))) {
                throw Problem.invalid(name, "is out of range");
            }
            return instant;
        } catch (DateTimeParseException e) {
            throw Problem.invalid(name, "is no instant such as 2026-01-31T12:00:00Z");
        }
    }
}
