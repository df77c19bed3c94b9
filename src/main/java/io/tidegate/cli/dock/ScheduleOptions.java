package io.tidegate.cli.dock;

import io.tidegate.cli.terminal.CommandException;
import io.tidegate.dock.CronSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When a dock is synced: by interval or by cron. */
final class ScheduleOptions {
    private static final Duration SHORTEST = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Pattern INTERVAL = Pattern.compile("(\\d{1,8})([smhd]?)");

    @Option(names = "--interval", paramLabel = "SECONDS", description = "Sync so often: 60 or more, or 5m, 1h, 1d.")
    private @Nullable String interval;

    @Option(names = "--cron", paramLabel = "EXPR", description = "Sync by a cron expression in UTC: '0 15 2 * * ?'.")
    private @Nullable String cron;

    /**
     * The interval that is asked for.
     *
     * @return null when none is
     * @throws CommandException when it is none, or one that is not allowed
     */
    @Nullable Duration interval() {
        String text = interval;
        if (text == null) {
            return null;
        }
        Matcher matcher = INTERVAL.matcher(text);
        if (!matcher.matches()) {
            throw CommandException.wrongUse(
                    "--interval " + text + ": a number of seconds such as 300 is needed, or 5m, 1h, 1d.");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration wanted = switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
        };
        if (wanted.compareTo(SHORTEST) < 0 || wanted.compareTo(LONGEST) > 0) {
            throw CommandException.wrongUse("--interval " + text + ": 60 seconds to 31 days are allowed.");
        }
        return wanted;
    }

    /**
     * The cron expression that is asked for.
     *
     * @return null when none is
     * @throws CommandException when it is none, or would sync more often than once a minute
     */
    @Nullable String cron(Instant now) {
        String text = cron;
        if (text == null) {
            return null;
        }
        try {
            CronSchedule schedule = new CronSchedule(text);
            Instant first = schedule.next(now);
            for (int run = 0; run < 3; run++) {
                Instant second = schedule.next(first);
                if (Duration.between(first, second).compareTo(SHORTEST) < 0) {
                    throw CommandException.wrongUse(
                            "--cron '" + text + "': once a minute is the most; " + "begin with a second, such as 0.");
                }
                first = second;
            }
        } catch (IllegalArgumentException e) {
            throw CommandException.wrongUse("--cron: " + e.getMessage());
        }
        return text;
    }
}
