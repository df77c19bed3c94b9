package io.tidegate.cli.session;

import io.tidegate.cli.terminal.CommandException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Instants as options name them: exactly, or by how far away they are. */
public final class Moments {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");

    private Moments() {}

    /**
     * An instant that has passed, such as {@code 24h}, or any that is named exactly.
     *
     * @return null when none is named
     * @throws CommandException when it is none
     */
    public static @Nullable Instant past(String option, @Nullable String text, Instant now) {
        Duration span = text == null ? null : span(text);
        return text == null ? null : span == null ? exact(option, text) : now.minus(span);
    }

    /** The same, to come. */
    public static @Nullable Instant ahead(String option, @Nullable String text, Instant now) {
        Duration span = text == null ? null : span(text);
        return text == null ? null : span == null ? exact(option, text) : now.plus(span);
    }

    private static Instant exact(String option, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw CommandException.wrongUse(
                    option + " " + text + ": 30m, 24h, 90d or an instant such as 2026-01-31T12:00:00Z is needed.");
        }
    }

    private static @Nullable Duration span(String text) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
