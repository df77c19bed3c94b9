package io.tidegate.console;

import io.tidegate.console.overview.Overview;
import io.tidegate.console.overview.Plot.Range;
import io.tidegate.console.page.State;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The overview as it was read last. However many pages ask, it is read by one thread at a time and once a second at
 * most; where that takes long, what was read lately is shown meanwhile. Plots are read that somebody looked at within a
 * minute. When the database is away, nobody waits longer
 * than two seconds to be told.
 */
final class LatestOverview {
    private static final Logger LOG = LoggerFactory.getLogger(LatestOverview.class);

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long WATCHED_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** What can be shown: when it is not live, what was read last, if anything was. */
    record Seen(State state, @Nullable Overview overview) {}

    private final WorkerExecutor workers;
    private final Map<Range, Long> watched = new EnumMap<>(Range.class);
    private @Nullable Function<Set<Range>, Overview> reader;
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
    synchronized void open(Function<Set<Range>, Overview> overviews) {
        reader = overviews;
    }

    /** @param range of the plot that is looked at; null for none */
    synchronized Future<Seen> look(@Nullable Range range) {
        Function<Set<Range>, Overview> overviews = reader;
        if (overviews == null) {
            return Future.succeededFuture(new Seen(State.STARTING, null));
        }
        long began = System.nanoTime();
        if (range != null) {
            watched.put(range, began);
        }
        boolean plotted = plots(latest, range);
        Future<Seen> now = reading;
        if (now == null) {
            if (plotted && state == State.LIVE && began - readAt < FRESH_NANOS) {
                return Future.succeededFuture(new Seen(state, latest));
            }
            now = begin(overviews);
        }
        if (plotted && state == State.LIVE && took > LONG_NANOS && began - readAt < LATELY_NANOS) {
            return Future.succeededFuture(new Seen(state, latest));
        }
        long left = PATIENCE_NANOS - (began - readingSince);
        return left <= 0
                ? Future.succeededFuture(tired())
                : now.compose(seen -> plots(seen.overview(), range) || seen.state() != State.LIVE
                                ? Future.succeededFuture(seen)
                                : again(overviews))
                        .timeout(left, TimeUnit.NANOSECONDS)
                        .otherwise(late -> tired());
    }

    private static boolean plots(@Nullable Overview overview, @Nullable Range range) {
        return range == null || (overview != null && overview.did().over().containsKey(range));
    }

    /** The reading that was under way began before somebody asked for another plot. */
    private synchronized Future<Seen> again(Function<Set<Range>, Overview> overviews) {
        Future<Seen> now = reading;
        return now == null ? begin(overviews) : now;
    }

    private Future<Seen> begin(Function<Set<Range>, Overview> overviews) {
        readingSince = System.nanoTime();
        watched.values().removeIf(at -> readingSince - at > WATCHED_NANOS);
        Set<Range> ranges = Set.copyOf(watched.keySet());
        Future<Seen> begun = workers.executeBlocking(() -> read(overviews, ranges), false);
        reading = begun;
        return begun;
    }

    private Seen read(Function<Set<Range>, Overview> overviews, Set<Range> ranges) {
        try {
            return keep(overviews.apply(ranges));
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
