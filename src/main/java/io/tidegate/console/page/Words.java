package io.tidegate.console.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers and times as people read them. The script of the page counts times on in the same words. */
public final class Words {
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int MOST_NAMES = 3;

    private Words() {}

    /** 12,345. */
    public static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** "1 account", "2 accounts". */
    public static String count(long value, String singular) {
        return number(value) + " " + singular + (value == 1 ? "" : "s");
    }

    /** "a, b, c and 4 more". */
    public static String names(List<String> names) {
        String first = names.stream()
                .limit(MOST_NAMES)
                .map(name -> shortened(name, 40))
                .collect(Collectors.joining(", "));
        return names.size() > MOST_NAMES ? first + " and " + (names.size() - MOST_NAMES) + " more" : first;
    }

    /** "just now", "12 s ago", "in 3 min". */
    public static String relative(Instant at, Instant now) {
        long seconds = Duration.between(at, now).toSeconds();
        if (Math.abs(seconds) < 1) {
            return "just now";
        }
        return seconds > 0 ? span(seconds) + " ago" : "in " + span(-seconds);
    }

    /** "12 s", "3 min", "7 h", "2 d". */
    public static String span(Duration duration) {
        return span(duration.toSeconds());
    }

    private static String span(long seconds) {
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7_200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
    }

    /** "412 ms", "1.4 s", "3 min". */
    public static String took(long millis) {
        if (millis < 1_000) {
            return millis + " ms";
        }
        return millis < 120_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1_000.0)
                : span(Duration.ofMillis(millis));
    }

    /** 2026-11-21 06:40:13 UTC. */
    public static String exact(Instant at) {
        return EXACT.format(at);
    }

    /** 06:40:13, in UTC. */
    public static String clock(Instant at) {
        return CLOCK.format(at);
    }

    /** The same with a capital in front. */
    public static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** At most {@code most} characters, the last one an ellipsis where some are missing. */
    public static String shortened(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
    }
}
