package io.tidegate.dock;

import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** A dock's cron expression in Quartz's form (seconds first), in UTC. */
public final class CronSchedule {
    private final CronExpression expression;

    /** @throws IllegalArgumentException when the text is no cron expression */
    public CronSchedule(String text) {
        try {
            expression = new CronExpression(text);
            expression.setTimeZone(TimeZone.getTimeZone("UTC"));
        } catch (ParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no cron expression such as '0 15 2 * * ?' (02:15 UTC daily): " + e.getMessage(),
                    e);
        }
    }

    /** The first instant after {@code now}; far away when there is none. */
    public Instant next(Instant now) {
        Date next = expression.getNextValidTimeAfter(Date.from(now));
        return next == null ? now.plusSeconds(3_153_600_000L) : next.toInstant();
    }
}
