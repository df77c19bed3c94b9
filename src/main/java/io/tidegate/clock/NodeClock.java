package io.tidegate.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The database's clock as this node knows it: what a look at it showed, and how long ago that was. Before the first
 * look it shows the machine's own time; from then on it never asks for that again. Instants have microseconds, which is
 * what PostgreSQL keeps.
 */
public final class NodeClock implements InstantSource {
    private final InstantSource local;
    private final LongSupplier nanos;
    private final Instant began;
    private final long beganAt;
    private volatile @Nullable Anchor anchor;

    /**
     * @param local the machine's clock
     * @param nanos a clock that only goes forward, whatever happens to the other
     */
    public NodeClock(InstantSource local, LongSupplier nanos) {
        this.local = local;
        this.nanos = nanos;
        began = local.instant();
        beganAt = nanos.getAsLong();
    }

    /**
     * What measures how long ago something was, for a deadline kept in memory: of a node's clock one that never steps,
     * any other as it is. Its instants mean nothing to others.
     */
    public static InstantSource steady(InstantSource clock) {
        return clock instanceof NodeClock own ? own::steadily : clock;
    }

    private Instant steadily() {
        return began.plusNanos(nanos.getAsLong() - beganAt).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public Instant instant() {
        Anchor known = anchor;
        Instant now = known == null ? local.instant() : known.shown(nanos.getAsLong());
        return now.truncatedTo(ChronoUnit.MICROS);
    }

    /** How far the database's clock is ahead of what was expected; zero when there has been no look yet. */
    Duration ahead(Look look) {
        Anchor known = anchor;
        return known == null ? Duration.ZERO : Duration.between(known.due(look.taken()), look.database());
    }

    /** Shows from now on what the look showed. */
    void set(Look look) {
        anchor = new Anchor(look.database(), look.taken(), Duration.ZERO);
    }

    /** Goes gradually over to what the look showed; until then time passes half as fast again, or half as fast. */
    void follow(Look look) {
        Anchor known = anchor;
        if (known == null) {
            set(look);
        } else if (ahead(look).abs().compareTo(look.uncertainty()) > 0) {
            long now = nanos.getAsLong();
            Instant shown = known.shown(now);
            Duration off = Duration.between(shown, look.database().plusNanos(now - look.taken()));
            anchor = new Anchor(shown, now, off);
        }
    }

    long nanos() {
        return nanos.getAsLong();
    }

    Instant local() {
        return local.instant();
    }

    /**
     * What is known since some moment.
     *
     * @param at what the clock showed then
     * @param nanos when that was
     * @param off how far it was behind the database's
     */
    private record Anchor(Instant at, long nanos, Duration off) {

        Instant due(long now) {
            return at.plus(off).plusNanos(now - nanos);
        }

        Instant shown(long now) {
            long passed = Math.max(0, now - nanos);
            long most = passed / 2;
            long caughtUp = Math.max(-most, Math.min(most, off.toNanos()));
            return at.plusNanos(passed + caughtUp);
        }
    }
}
