package io.tidegate.client.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that takes one turn after the other, and waits as long as each says or until it is woken. */
final class LoopThread {
    private static final Logger LOG = LoggerFactory.getLogger(LoopThread.class);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(5);
    private static final Duration TO_THE_END = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition called = lock.newCondition();
    private final Supplier<Duration> turn;
    private final Thread thread;
    private boolean woken;
    private volatile boolean stopped;

    LoopThread(String name, Supplier<Duration> turn) {
        this.turn = turn;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Lets the next turn come at once. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            called.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no further turn; waits until the one under way is over, but not for long. */
    void stop() {
        stopped = true;
        wake();
        thread.interrupt();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(TO_THE_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopped) {
            Duration wait = AFTER_A_FAULT;
            try {
                wait = turn.get();
            } catch (RuntimeException e) {
                if (!stopped) {
                    LOG.warn("{} failed, and goes on", thread.getName(), e);
                }
            }
            await(wait);
        }
    }

    private void await(Duration wait) {
        lock.lock();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(wait.toMillis());
            while (!woken && !stopped && nanos > 0) {
                nanos = called.awaitNanos(nanos);
            }
            woken = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        } finally {
            lock.unlock();
        }
    }
}
