package io.tidegate.device.http;

import io.tidegate.db.Session;
import io.tidegate.device.DeviceGateway;
import io.tidegate.device.watch.ChangeListener;
import io.tidegate.device.watch.Hub;
import io.tidegate.device.watch.Outlet;
import io.tidegate.device.watch.Watch;
import io.tidegate.device.watch.Watcher;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.InvalidOpException;
import io.tidegate.protocol.Limits;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The endpoint by which devices watch a workspace: as a stream of events, or by a call that waits for the first change. */
final class Watching implements AutoCloseable {
    private static final int MOST = 20_000;
    private static final int MOST_OF_PERSON = 200;
    private static final long HEARTBEAT_MILLIS = TimeUnit.SECONDS.toMillis(15);
    private static final long TURN_MILLIS = HEARTBEAT_MILLIS / Hub.TURNS;
    private static final long LONGEST_POLL_MILLIS = TimeUnit.SECONDS.toMillis(25);

    private final Vertx vertx;
    private final WorkerExecutor readers;
    private final WorkerExecutor feeds;
    private final AtomicBoolean beating = new AtomicBoolean();
    private final AtomicInteger due = new AtomicInteger();
    private final AtomicInteger turns = new AtomicInteger();
    private @Nullable Open open;
    private @Nullable ChangeListener listener;
    private boolean closed;

    private record Open(DeviceGateway gateway, Door door, Hub hub, Supplier<Session> sessions, long timer) {}

    /**
     * Makes it.
     *
     * @param readers for who lags
     * @param feeds for who knows everything, who are told at once
     */
    Watching(Vertx vertx, WorkerExecutor readers, WorkerExecutor feeds) {
        this.vertx = vertx;
        this.readers = readers;
        this.feeds = feeds;
    }

    synchronized void open(DeviceGateway gateway, Door door, Supplier<Session> sessions) {
        long timer = vertx.setPeriodic(TURN_MILLIS, fired -> {
            due.updateAndGet(some -> Math.min(some + 1, Hub.TURNS));
            if (beating.compareAndSet(false, true)) {
                feeds.executeBlocking(
                                () -> {
                                    beatWhoeverIsDue();
                                    return true;
                                },
                                false)
                        .onComplete(done -> beating.set(false));
            }
        });
        open = new Open(gateway, door, new Hub(gateway, executor(feeds)), sessions, timer);
    }

    static Executor executor(WorkerExecutor workers) {
        return task -> workers.executeBlocking(
                () -> {
                    task.run();
                    return true;
                },
                false);
    }

    /** Everybody's turn. */
    void beat() {
        IntStream.range(0, Hub.TURNS).forEach(this::beat);
    }

    /** All turns since the last: where asking takes long, a round takes no longer for that. */
    private void beatWhoeverIsDue() {
        while (due.getAndUpdate(some -> Math.max(some - 1, 0)) > 0) {
            beat(turns.getAndUpdate(turn -> (turn + 1) % Hub.TURNS));
        }
    }

    private void beat(int turn) {
        Open now = opened();
        if (now != null) {
            now.hub()
                    .beat(
                            turn,
                            now.door()::still,
                            new Door.UnknownException("the token opens nothing any more: it ended or was revoked, or"
                                    + " whose it is may not sync"));
        }
    }

    private synchronized @Nullable Open opened() {
        return closed ? null : open;
    }

    /** A session of the database is held from the first on who watches. */
    private synchronized void listen(Open now) {
        if (listener == null && !closed) {
            listener = ChangeListener.start(now.sessions().get(), now.hub());
        }
    }

    void watch(RoutingContext context) {
        Open now = opened();
        Door.Guest guest = Entrance.guest(context);
        if (now == null) {
            refuse(context, 503, Code.SERVER_ERROR, "Tidegate is stopping", Duration.ofSeconds(2));
        } else if (now.hub().watchersOf(guest.device().person()) >= MOST_OF_PERSON) {
            refuse(
                    context,
                    429,
                    Code.RATE_LIMITED,
                    "that is more than " + MOST_OF_PERSON + " who watch at once",
                    Duration.ofSeconds(60));
        } else if (now.hub().watchers() >= MOST) {
            refuse(context, 503, Code.SERVER_ERROR, "too many watch already", Duration.ofSeconds(60));
        } else {
            listen(now);
            join(context, now, guest);
        }
    }

    private void join(RoutingContext context, Open now, Door.Guest guest) {
        Asked asked = Asked.of(context, "cursor", "tables", "projectId", "limit");
        long cursor = asked.cursor(context.request());
        int limit = asked.small("limit", Limits.USUALLY_PULLED);
        if (limit < 1 || limit > Limits.MOST_PULLED) {
            throw new InvalidOpException("limit is 1 to " + Limits.MOST_PULLED);
        }
        Outlet outlet = isPoll(context) ? poll(context, cursor, limit) : new EventStream(context);
        Context own = vertx.getOrCreateContext();
        Watcher watcher = new Watcher(
                new Watch(guest.device(), guest.token(), asked.scope(guest.device()), cursor, asked.tables()),
                outlet,
                now.gateway(),
                task -> own.runOnContext(next -> task.run()),
                executor(readers));
        context.addEndHandler(ended -> now.hub().leave(watcher));
        now.hub().join(watcher);
    }

    private LongPoll poll(RoutingContext context, long cursor, int limit) {
        LongPoll poll = new LongPoll(context, cursor, limit);
        long timer = vertx.setTimer(LONGEST_POLL_MILLIS, fired -> poll.giveUp());
        context.addEndHandler(ended -> vertx.cancelTimer(timer));
        return poll;
    }

    private static boolean isPoll(RoutingContext context) {
        String accept = context.request().getHeader("Accept");
        String wanted = accept == null ? "" : accept.toLowerCase(Locale.ROOT);
        return wanted.contains("application/json") && !wanted.contains("text/event-stream");
    }

    private static void refuse(RoutingContext context, int status, Code code, String error, Duration pause) {
        Answers.refuse(context, new Answers.Refusal(status, code, error, pause));
    }

    @Override
    public void close() {
        Open now;
        ChangeListener ending;
        synchronized (this) {
            now = open;
            ending = listener;
            closed = true;
        }
        if (now != null) {
            vertx.cancelTimer(now.timer());
            now.hub().endAll(null);
        }
        if (ending != null) {
            ending.close();
        }
    }
}
