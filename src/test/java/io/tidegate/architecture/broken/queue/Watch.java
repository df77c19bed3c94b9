package io.tidegate.architecture.broken.queue;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.function.Supplier;

/** Six ways to ask the machine for the time, and two that take it from outside. */
final class Watch {
    private Watch() {}

    static Instant instant() {
        return Instant.now();
    }

    static long millis() {
        return System.currentTimeMillis();
    }

    static ZonedDateTime zoned() {
        return ZonedDateTime.now(ZoneOffset.UTC);
    }

    static Supplier<Instant> reference() {
        return Instant::now;
    }

    static Clock clock() {
        return Clock.systemUTC();
    }

    @SuppressWarnings("JavaUtilDate")
    static Date date() {
        return new Date();
    }

    static Instant given(Clock clock) {
        return Instant.now(clock);
    }

    static Instant given(InstantSource source) {
        return source.instant();
    }
}
