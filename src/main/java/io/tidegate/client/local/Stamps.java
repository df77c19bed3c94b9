package io.tidegate.client.local;

import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.Hlc;
import io.tidegate.protocol.HlcClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Gives stamps to writes of this device. Used by one writer at a time. */
public final class Stamps {
    private final String deviceId;
    private final long node;
    private final InstantSource time;
    private final RandomGenerator random;
    private HlcClock clock;

    Stamps(String deviceId, long node, @Nullable Hlc last, InstantSource time, RandomGenerator random) {
        this.deviceId = deviceId;
        this.node = node;
        this.time = time;
        this.random = random;
        this.clock = new HlcClock(time, node, last);
    }

    /**
     * For a write to a record: its clock is one more than the record's.
     *
     * @param standing of the record's row or tombstone; null where there is neither
     */
    public ChangeStamp next(@Nullable ChangeStamp standing) {
        HexFormat hex = HexFormat.of();
        String opId = hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
        return new ChangeStamp(deviceId, opId, clock.now(), standing == null ? 1 : standing.clock() + 1);
    }

    /** Takes note of a stamp from the backend, so that what is written here next is later. */
    public void receive(Hlc stamp) {
        if (HlcClock.isAhead(stamp, time.instant())) {
            // the backend took it, so it is our wall clock that is behind
            if (stamp.compareTo(clock.last()) > 0) {
                clock = new HlcClock(time, node, stamp);
            }
        } else {
            clock.receive(stamp);
        }
    }

    public String deviceId() {
        return deviceId;
    }

    public Instant now() {
        return time.instant();
    }

    Hlc last() {
        return clock.last();
    }
}
