package io.tidegate.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times, durations and numbers as people read them. */
public final class Words {
    /** What stands where there is nothing. */
    public static final String NONE = "-";

    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private Words() {}

    /** Such as {@code 12 s ago} or {@code in 3 min}. */
    public static String relative(@Nullable Instant instant, Instant now) {
        if (instant == null) {
            return NONE;
        }
        Duration away = Duration.between(now, instant);
        if (away.abs().toMillis() < 1_000) {
            return "now";
        }
        return away.isNegative() ? duration(away.negated()) + " ago" : "in " + duration(away);
    }

    /** Such as {@code in 3 min}, or {@code due} when it has passed. */
    public static String ahead(Instant instant, Instant now) {
        return instant.isAfter(now) ? relative(instant, now) : "due";
    }

    /** To the second, with the zone. */
    public static String exact(Instant instant, ZoneId zone) {
        return EXACT.format(instant.atZone(zone));
    }

    /** In its largest unit, such as {@code 350 ms}, {@code 12 s}, {@code 3 min}, {@code 5 h} or {@code 2 d}. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return duration.toMillis() + " ms";
        } else if (seconds < 120) {
            return seconds + " s";
        } else if (seconds < 7_200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
    }

    /** With separators, such as {@code 12,345}. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Such as {@code 1 dock} or {@code 2 docks}. */
    public static String count(long number, String thing) {
        return number(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** The text, or {@link #NONE}. */
    public static String or(@Nullable String text) {
        return text == null || text.isEmpty() ? NONE : text;
    }

    /** One line that cannot steer the terminal: what a provider names its things is not ours. */
    public static String plain(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\x{2028}\\x{2029}]+", " ").strip();
    }

    /** At most so many characters, the last one {@code …} when some are missing. */
    public static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        int end = text.offsetByCodePoints(0, Math.max(0, width - 1));
        return width < 1 ? "" : text.substring(0, end) + "…";
    }

    static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
