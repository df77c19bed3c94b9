package io.tidegate.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A clock that stands until it is set or ticked. Instants have microseconds, which is what PostgreSQL keeps. */
public final class SettableClock implements InstantSource {

    private volatile Instant now;

    /** Stands at an arbitrary, odd instant. */
    public SettableClock() {
        this(Instant.parse("2026-11-21T06:40:13.123456Z"));
    }

    public SettableClock(Instant start) {
        now = start.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves to an instant, also backwards. */
    public synchronized void set(Instant instant) {
        now = instant.truncatedTo(ChronoUnit.MICROS);
    }

    /** Moves on and returns the new instant. */
    public synchronized Instant tick(Duration by) {
        Instant later = now.plus(by).truncatedTo(ChronoUnit.MICROS);
        now = later;
        return later;
    }
}
