package io.tidegate.console;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Tells open pages that it is time to look again: a stream of server-sent events that say nothing else. What there is to
 * see they ask for themselves, each as who they are.
 */
final class Ticks implements AutoCloseable {
    private static final long PERIOD = TimeUnit.SECONDS.toMillis(2);

    /** Then the page asks anew, and is asked again who it is. */
    private static final long LONGEST = TimeUnit.MINUTES.toMillis(10);

    private static final int MOST = 1_000;

    private final Vertx vertx;
    private final Set<HttpServerResponse> open = ConcurrentHashMap.newKeySet();
    private final long timer;

    Ticks(Vertx vertx) {
        this.vertx = vertx;
        this.timer = vertx.setPeriodic(PERIOD, fired -> tell());
    }

    /** Keeps the answer open and tells it of each tick. */
    void stream(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.closed()) {
            // gone while it was found out who asks: its end was told before anybody could listen to it
            return;
        }
        if (open.size() >= MOST) {
            response.setStatusCode(503).putHeader("Retry-After", "60").end();
            return;
        }
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                // compressed, an event would wait for the next ones
                .putHeader("Content-Encoding", "identity");
        response.write("retry: 2000\n\n");
        open.add(response);
        long end = vertx.setTimer(LONGEST, fired -> end(response));
        context.addEndHandler(ended -> {
            vertx.cancelTimer(end);
            open.remove(response);
        });
    }

    private void tell() {
        open.removeIf(each -> !isOpen(each));
        for (HttpServerResponse each : open) {
            if (isOpen(each) && !each.writeQueueFull()) {
                each.write("data: tick\n\n");
            }
        }
    }

    private static boolean isOpen(HttpServerResponse response) {
        return !response.closed() && !response.ended();
    }

    private static void end(HttpServerResponse response) {
        if (isOpen(response)) {
            response.end();
        }
    }

    /** Ends the streams, so that nobody waits for them. */
    @Override
    public void close() {
        vertx.cancelTimer(timer);
        open.forEach(Ticks::end);
    }
}
