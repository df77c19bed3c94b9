package io.tidegate.console;

import io.tidegate.console.overview.Overview;
import io.tidegate.console.page.State;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The overview as it was read last. However many pages ask, it is read by one thread at a time and once a second at
 * most; where that takes long, what was read lately is shown meanwhile. When the database is away, nobody waits longer
 * than two seconds to be told.
 */
final class LatestOverview {
    private static final Logger LOG = LoggerFactory.getLogger(LatestOverview.class);

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** What can be shown: when it is not live, what was read last, if anything was. */
    record Seen(State state, @Nullable Overview overview) {}

    private final WorkerExecutor workers;
    private @Nullable Supplier<Overview> reader;
    private @Nullable Overview latest;
    private State state = State.STARTING;
    private long readAt;
    private long took;
    private @Nullable Future<Seen> reading;
    private long readingSince;

    LatestOverview(WorkerExecutor workers) {
        this.workers = workers;
    }

    /** From now on it can be read. */
    synchronized void open(Supplier<Overview> overviews) {
        reader = overviews;
    }

    synchronized Future<Seen> look() {
        Supplier<Overview> overviews = reader;
        if (overviews == null) {
            return Future.succeededFuture(new Seen(State.STARTING, null));
        }
        Future<Seen> now = reading;
        if (now == null) {
            if (state == State.LIVE && System.nanoTime() - readAt < FRESH_NANOS) {
                return Future.succeededFuture(new Seen(state, latest));
            }
            readingSince = System.nanoTime();
            now = workers.executeBlocking(() -> read(overviews), false);
            reading = now;
        }
        if (state == State.LIVE && took > LONG_NANOS && System.nanoTime() - readAt < LATELY_NANOS) {
            return Future.succeededFuture(new Seen(state, latest));
        }
        long left = PATIENCE_NANOS - (System.nanoTime() - readingSince);
        return left <= 0
                ? Future.succeededFuture(tired())
                : now.timeout(left, TimeUnit.NANOSECONDS).otherwise(late -> tired());
    }

    private Seen read(Supplier<Overview> overviews) {
        try {
            return keep(overviews.get());
        } catch (RuntimeException e) {
            return lose(e);
        }
    }

    private synchronized Seen keep(Overview overview) {
        if (state == State.AWAY) {
            LOG.info("The database answers again.");
        }
        latest = overview;
        state = State.LIVE;
        readAt = System.nanoTime();
        took = readAt - readingSince;
        reading = null;
        return new Seen(state, latest);
    }

    private synchronized Seen lose(RuntimeException reason) {
        if (state != State.AWAY) {
            LOG.warn("The overview cannot be read; it is tried again as long as someone looks.", reason);
        }
        reading = null;
        state = State.AWAY;
        return new Seen(state, latest);
    }

    /** Who asked has waited long enough; the reading goes on. */
    private synchronized Seen tired() {
        state = State.AWAY;
        return new Seen(state, latest);
    }
}
