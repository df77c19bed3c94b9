package io.tidegate.route;

import io.tidegate.route.text.RouteSet.Placed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One route on its way to its new text: it waits until the route is idle, lets nothing new in, and exchanges it. A
 * route that is never idle is held up for a moment now and then, shorter than callers of {@code direct:} wait.
 */
final class RouteSwap {
    private static final Logger LOG = LoggerFactory.getLogger(RouteSwap.class);
    private static final long PATIENCE = Duration.ofSeconds(5).toNanos();
    private static final long LONGEST_HOLD = Duration.ofSeconds(20).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMinutes(5).toNanos();

    private final LiveContext live;
    private final String routeId;
    private @Nullable Placed before;
    private @Nullable Placed after;
    private long pause = PATIENCE;
    private long holdAgainAt;
    private long heldAt;
    private boolean held;

    /**
     * @param before what runs now, put back when the new one does not start; null when nothing does
     * @param after what is to run; null when the route goes
     * @param now nanoseconds of a clock that only goes forward
     */
    RouteSwap(LiveContext live, String routeId, @Nullable Placed before, @Nullable Placed after, long now) {
        this.live = live;
        this.routeId = routeId;
        this.before = before;
        this.after = after;
        holdAgainAt = now + pause;
    }

    /** Another text before the last one took effect. */
    void change(@Nullable Placed changed) {
        after = changed;
    }

    boolean isHeld() {
        return held;
    }

    String routeId() {
        return routeId;
    }

    @Nullable Placed before() {
        return before;
    }

    @Nullable Placed after() {
        return after;
    }

    /**
     * @return whether the exchange is done
     * @throws Exception when the new route does not start; the old one runs again
     */
    boolean step(long now) throws Exception {
        if (!live.has(routeId)) {
            start();
            return true;
        }
        int atWork = live.atWork(routeId);
        if (!held) {
            if (atWork == 0 || now - holdAgainAt >= 0) {
                live.hold(routeId);
                held = true;
                heldAt = now;
            }
            return false;
        }
        if (atWork == 0 && now - heldAt >= live.settling(routeId) && exchange()) {
            return true;
        }
        if (now - heldAt > LONGEST_HOLD) {
            live.release(routeId);
            held = false;
            pause = Math.min(pause * 2, LONGEST_PAUSE);
            holdAgainAt = now + pause;
        }
        return false;
    }

    private boolean exchange() throws Exception {
        boolean stopped = live.isStopped(routeId);
        if (!live.remove(routeId)) {
            return false;
        }
        start();
        if (stopped && after != null) {
            live.stop(routeId);
        }
        return true;
    }

    private void start() throws Exception {
        if (after == null) {
            return;
        }
        try {
            live.add(after);
        } catch (Exception | LinkageError e) {
            live.remove(routeId);
            putBack(e);
            throw e instanceof Exception fault
                    ? fault
                    : new IllegalStateException("a class is missing: " + e.getMessage(), e);
        }
    }

    /** What it was may not start either, as when a template has changed; then no half of it stays behind. */
    private void putBack(Throwable reason) throws Exception {
        if (before == null) {
            return;
        }
        LOG.debug("putting {} back", routeId);
        try {
            live.add(before);
        } catch (Exception e) {
            reason.addSuppressed(e);
            live.remove(routeId);
        }
    }
}
