package io.tidegate.cli.dock;

import io.tidegate.api.dock.DockRules;
import io.tidegate.cli.link.ApiLink;
import io.tidegate.cli.terminal.CommandException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When a dock is synced: by interval or by cron. */
final class ScheduleOptions {
    private static final Pattern INTERVAL = Pattern.compile("(\\d{1,8})([smhd]?)");

    @Option(names = "--interval", paramLabel = "SECONDS", description = "Sync so often: 60 or more, or 5m, 1h, 1d.")
    private @Nullable String interval;

    @Option(names = "--cron", paramLabel = "EXPR", description = "Sync by a cron expression in UTC: '0 15 2 * * ?'.")
    private @Nullable String cron;

    /**
     * The interval that is asked for, in seconds.
     *
     * @return null when none is
     * @throws CommandException when it is none, or one that is not allowed
     */
    @Nullable Long interval() {
        Long seconds = interval == null ? null : Long.valueOf(seconds("--interval", interval));
        return seconds == null
                ? null
                : ApiLink.checked(() -> DockRules.interval(seconds)).toSeconds();
    }

    /**
     * How far a dock may be slowed down, in seconds; 0 when not at all.
     *
     * @param text what stood after {@code --max-interval}; null: nothing
     * @throws CommandException when it is none
     */
    static @Nullable Long slowest(@Nullable String text) {
        return text == null ? null : Long.valueOf(text.equals("off") ? 0 : seconds("--max-interval", text));
    }

    private static long seconds(String option, String text) {
        Matcher matcher = INTERVAL.matcher(text);
        if (!matcher.matches()) {
            throw CommandException.wrongUse(
                    option + " " + text + ": a number of seconds such as 300 is needed, or 5m, 1h, 1d.");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number).toSeconds();
            case "h" -> Duration.ofHours(number).toSeconds();
            case "d" -> Duration.ofDays(number).toSeconds();
            default -> number;
        };
    }

    /**
     * The cron expression that is asked for.
     *
     * @return null when none is
     * @throws CommandException when it is none, or would sync more often than once a minute
     */
    @Nullable String cron(Instant now) {
        return ApiLink.checked(() -> DockRules.cron(cron, now));
    }
}
