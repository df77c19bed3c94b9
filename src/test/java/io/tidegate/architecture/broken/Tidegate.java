package io.tidegate.architecture.broken;

import java.time.InstantSource;

/** Allowed: the one place that makes the clock. */
final class Tidegate {
    private Tidegate() {}

    static InstantSource clock() {
        return InstantSource.system();
    }
}
