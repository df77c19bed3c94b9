package io.tidegate.console;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;

/** Counts the requests under way, so that closing can wait for them. The first handler of both listeners. */
final class Draining implements Handler<RoutingContext> {
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private int underWay;
    private boolean closing;

    @Override
    public void handle(RoutingContext context) {
        if (enter()) {
            // Called once, be it that the response ended, be it that its connection was cut.
            context.addEndHandler(ended -> leave());
            context.next();
        } else {
            context.response()
                    .setStatusCode(503)
                    .putHeader("Connection", "close")
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end("Tidegate is stopping.\n");
        }
    }

    /** From now on requests are refused; completes when none is under way. */
    synchronized CompletableFuture<Void> begin() {
        closing = true;
        completeWhenIdle();
        return drained;
    }

    private synchronized boolean enter() {
        if (closing) {
            return false;
        }
        underWay++;
        return true;
    }

    private synchronized void leave() {
        underWay--;
        completeWhenIdle();
    }

    private void completeWhenIdle() {
        if (closing && underWay == 0) {
            drained.complete(null);
        }
    }
}
