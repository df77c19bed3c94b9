package io.tidegate.testing;

import java.util.concurrent.CountDownLatch;

/** Keeps answers back until a test lets them go. */
public final class Hold {

    private final CountDownLatch released = new CountDownLatch(1);

    /** Lets everything go that waits, and whatever comes later. */
    public void release() {
        released.countDown();
    }

    /** Waits for the release. */
    public void pass() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
