package io.tidegate.clock;

import java.time.Duration;
import java.util.StringJoiner;

/** Steps of a clock in words. */
final class Step {
    private Step() {}

    /** Such as {@code +1 h} or {@code -2 min 5 s}; to the second. */
    static String of(Duration step) {
        Duration length = step.abs().plusMillis(500);
        StringJoiner parts = new StringJoiner(" ", step.isNegative() ? "-" : "+", "");
        add(parts, length.toHours(), "h");
        add(parts, length.toMinutesPart(), "min");
        if (length.toSecondsPart() > 0 || length.toMinutes() == 0) {
            parts.add(length.toSecondsPart() + " s");
        }
        return parts.toString();
    }

    private static void add(StringJoiner parts, long number, String unit) {
        if (number > 0) {
            parts.add(number + " " + unit);
        }
    }
}
