package io.tidegate.client.local;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets writers wait until there may be room in the outbox again. */
final class Room {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long changes;

    /** How often there may have been more room: to be asked before it is tried. */
    long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /** There may be more room now, or nothing to wait for any more. */
    void change() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the next change.
     *
     * @param seen what {@link #changes} said
     * @return the nanoseconds that are left; none when it took too long
     */
    long await(long seen, long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (changes == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            return changes == seen ? 0 : Math.max(left, 1);
        } finally {
            lock.unlock();
        }
    }
}
