package io.tidegate.clock;

import io.tidegate.clock.ClockStore.Deviation;
import io.tidegate.clock.ClockStore.Found;
import io.tidegate.db.DatabaseException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that keeps a node's clock with the database's, and acts when one of them steps. */
public final class ClockWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    /** Ticks that renew leases must not wait long when the machine's clock was set back. */
    private static final Duration CHECK = Duration.ofSeconds(1);

    /** How long a node may go on by the old time after a step, and a little more. */
    static final Duration LAG = EVERY.multipliedBy(3);

    private static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final Duration SLOWEST_LOOK = Duration.ofSeconds(1);
    private static final int FIRST_LOOKS = 3;
    private static final long AGAIN_MILLIS = 1_000;

    private final NodeClock clock;
    private final ClockStore store;
    private final Runnable localStep;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "clock");
    private long steps;
    private long lookedAt;
    private Instant local;
    private long localAt;

    /** @param localStep what to do when the machine's own clock jumped */
    ClockWatch(NodeClock clock, ClockStore store, Runnable localStep) {
        this.clock = clock;
        this.store = store;
        this.localStep = localStep;
        local = clock.local();
        localAt = clock.nanos();
        thread.setDaemon(true);
    }

    /**
     * Sets the clock and begins to watch.
     *
     * @param localStep what to do when the machine's own clock jumped
     * @throws DatabaseException when the database is away
     */
    public static ClockWatch start(NodeClock clock, ClockStore store, Runnable localStep) {
        ClockWatch watch = new ClockWatch(clock, store, localStep);
        watch.first();
        watch.thread.start();
        return watch;
    }

    void first() {
        Look best = store.look(clock);
        for (int i = 1; i < FIRST_LOOKS; i++) {
            Look next = store.look(clock);
            best = next.uncertainty().compareTo(best.uncertainty()) < 0 ? next : best;
        }
        clock.set(best);
        lookedAt = best.after();
        steps = best.steps();
    }

    private void watch() {
        try {
            while (closed.getCount() > 0) {
                try {
                    boolean moved = store.await(CHECK);
                    checkLocal();
                    if (moved || clock.nanos() - lookedAt >= EVERY.toNanos()) {
                        look();
                    }
                } catch (RuntimeException e) {
                    // we go on by what we know
                    LOG.debug("the database's clock cannot be seen: {}", e.getMessage());
                    boolean unused = closed.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Looks once.
     *
     * @throws DatabaseException when the database is away; nothing has changed
     */
    void look() {
        lookedAt = clock.nanos();
        Look look = store.look(clock);
        if (look.uncertainty().compareTo(SLOWEST_LOOK) > 0) {
            return;
        }
        Duration ahead = clock.ahead(look);
        if (ahead.abs().compareTo(TOLERANCE) <= 0) {
            clock.follow(look);
            steps = look.steps();
        } else {
            Found found = store.move(look, ahead, steps, TOLERANCE);
            clock.set(look);
            steps = found.steps();
            tell(found.deviation(), ahead);
        }
    }

    private static void tell(Deviation deviation, Duration ahead) {
        String step = Step.of(ahead);
        switch (deviation) {
            case MOVED -> LOG.warn("the database's clock stepped by {}; what waits moves with it", step);
            case KNOWN -> LOG.warn("the database's clock stepped by {}; what waits has moved with it", step);
            case SLEPT -> LOG.warn("this machine slept for {}", step);
        }
    }

    /** Looks whether the machine's own clock jumped. */
    void checkLocal() {
        Instant now = clock.local();
        long nanos = clock.nanos();
        Duration step = Duration.between(local, now).minusNanos(nanos - localAt);
        local = now;
        localAt = nanos;
        if (step.abs().compareTo(TOLERANCE) > 0) {
            LOG.warn("this machine's clock jumped by {}; Tidegate goes by the database's", Step.of(step));
            localStep.run();
        }
    }

    /** Ends the watch; the clock goes on by what it knows. */
    @Override
    public void close() {
        closed.countDown();
        store.close();
    }
}
