package io.tidegate.testing;

import io.tidegate.simulator.Asked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** What has arrived so far, and a way to wait for more that neither sleeps nor polls. */
final class Arrivals {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final List<Asked> arrived = new ArrayList<>();

    void add(Asked asked) {
        lock.lock();
        try {
            arrived.add(asked);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<Asked> of(Predicate<Asked> wanted) {
        lock.lock();
        try {
            return arrived.stream().filter(wanted).toList();
        } finally {
            lock.unlock();
        }
    }

    List<Asked> await(Predicate<Asked> wanted, int count, Duration atMost, String what) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            List<Asked> found = of(wanted);
            while (found.size() < count) {
                if (left <= 0) {
                    throw new AssertionError("waited " + atMost + " for " + count + " requests to " + what + ", "
                            + found.size() + " came; all so far: " + arrived);
                }
                left = more.awaitNanos(left);
                found = of(wanted);
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for requests to " + what, e);
        } finally {
            lock.unlock();
        }
    }
}
