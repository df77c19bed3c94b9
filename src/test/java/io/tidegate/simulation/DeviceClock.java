package io.tidegate.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of a device, or of the server: as wrong as it was set. Reading it may be the last that a device does. */
final class DeviceClock implements InstantSource {
    private final World world;
    private Duration wrong = Duration.ZERO;
    private int readingsLeft = Integer.MAX_VALUE;

    DeviceClock(World world) {
        this.world = world;
    }

    @Override
    public Instant instant() {
        if (readingsLeft != Integer.MAX_VALUE && --readingsLeft <= 0) {
            readingsLeft = Integer.MAX_VALUE;
            world.count("crash at a reading of the clock");
            throw new Crash();
        }
        return look();
    }

    /** What it shows; the device does not notice. */
    Instant look() {
        return world.now().plus(wrong);
    }

    void set(Duration off) {
        wrong = off;
    }

    /** The process ends with one of the next readings; 0: it does not. */
    void crashAfter(int readings) {
        readingsLeft = readings == 0 ? Integer.MAX_VALUE : readings;
    }
}
