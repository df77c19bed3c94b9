package io.tidegate.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks again and again, where what is awaited happens in another process that tells nobody. */
public final class Await {
    private static final long AGAIN = 25_000_000;

    private Await() {}

    /** Whether it came true in time. */
    public static boolean within(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(AGAIN);
        }
        return true;
    }
}
