package io.tidegate.protocol;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One node's hybrid logical clock: each reading is later than all it gave or received before, whatever the wall clock does.
 * Its last reading outlives the process: whoever makes it passes in what was kept, and keeps {@link #last()} together with
 * what was stamped.
 */
public final class HlcClock {
    /** How far ahead of our wall clock a received stamp may be. */
    public static final Duration MOST_AHEAD = Duration.ofSeconds(60);

    private final InstantSource wall;
    private final long node;
    private Hlc last;

    /**
     * @param node who reads it: no two nodes of a workspace have the same
     * @param last the last reading that was kept; null for a new node
     */
    public HlcClock(InstantSource wall, long node, @Nullable Hlc last) {
        this.wall = wall;
        this.node = node;
        this.last = last == null ? new Hlc(0, 0, node) : last;
    }

    /** A reading for something that happens now, later than every one before. */
    public synchronized Hlc now() {
        last = after(last, Math.max(0, wall.instant().toEpochMilli()));
        return last;
    }

    /**
     * Takes note of a stamp from elsewhere, so that what happens next here is later than it.
     *
     * @throws AheadException when it lies more than a minute in the future; an old one never does harm
     */
    public synchronized void receive(Hlc stamp) {
        Instant now = wall.instant();
        if (isAhead(stamp, now)) {
            throw new AheadException(stamp, now);
        }
        if (stamp.compareTo(last) > 0) {
            last = new Hlc(stamp.millis(), stamp.counter(), node);
        }
    }

    /** Whether a stamp lies further in the future than is taken. */
    public static boolean isAhead(Hlc stamp, Instant now) {
        return stamp.time().isAfter(now.plus(MOST_AHEAD));
    }

    /** What must be kept. */
    public synchronized Hlc last() {
        return last;
    }

    /** The counter's overflow carries into time. */
    private Hlc after(Hlc before, long millis) {
        if (millis > before.millis()) {
            return new Hlc(millis, 0, node);
        } else if (before.counter() < Hlc.MOST_COUNTER) {
            return new Hlc(before.millis(), before.counter() + 1, node);
        }
        return new Hlc(before.millis() + 1, 0, node);
    }

    /** A stamp from too far in the future; says by whose time. */
    public static final class AheadException extends RuntimeException {
        private static final long serialVersionUID = 1;

        AheadException(Hlc stamp, Instant now) {
            super("the stamp " + stamp + " is of " + stamp.time() + ", and it is " + now
                    + " here: set the clock right");
        }
    }
}
