package io.tidegate.cluster;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that tries to take a lock, then holds it as long as its session lives, and tells of each change. */
final class Candidacy extends Thread {
    private static final Logger LOG = LoggerFactory.getLogger(Candidacy.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final long LONGEST_END_MILLIS = 2_000;

    private final LockStore lock;
    private final String namespace;
    private final Change change;
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean leads;
    private boolean away;

    /** What to do when this node becomes the leader, or is it no more. */
    @FunctionalInterface
    interface Change {
        void leads(boolean now);
    }

    Candidacy(LockStore lock, String namespace, Change change) {
        super("leader-" + namespace);
        setDaemon(true);
        this.lock = lock;
        this.namespace = namespace;
        this.change = change;
    }

    @Override
    public void run() {
        try {
            while (!isOver()) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.close();
            change(false);
        }
    }

    private void step() throws InterruptedException {
        try {
            if (leads) {
                lock.hold(LOOK_AGAIN);
            } else if (lock.tryTake()) {
                change(true);
            } else {
                pause();
            }
            away = false;
        } catch (RuntimeException e) {
            change(false);
            if (!away && !isOver()) {
                LOG.warn("who leads {} cannot be settled, trying again: {}", namespace, e.getMessage());
            }
            away = true;
            pause();
        }
    }

    private boolean isOver() {
        return ended.getCount() == 0;
    }

    private void pause() throws InterruptedException {
        boolean unused = ended.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void change(boolean now) {
        if (leads == now) {
            return;
        }
        leads = now;
        if (now || !isOver()) {
            LOG.info(now ? "this node leads {}" : "this node leads {} no more", namespace);
        }
        change.leads(now);
    }

    /** Gives the lock back, and returns when that is done. */
    void end() {
        ended.countDown();
        lock.close();
        try {
            join(LONGEST_END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
