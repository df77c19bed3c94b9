package io.tidegate.console;

import io.tidegate.meter.HttpMeters;
import io.tidegate.rest.RestRouter;
import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Measures how long each request takes, from its head to the end of its answer. */
final class Measuring implements Handler<RoutingContext> {
    private final String listener;
    private final HttpMeters meters;

    Measuring(String listener, HttpMeters meters) {
        this.listener = listener;
        this.meters = meters;
    }

    @Override
    public void handle(RoutingContext context) {
        long began = System.nanoTime();
        context.addEndHandler(ended -> {
            if (!isStream(context)) {
                meters.answered(
                        listener,
                        context.request().method().name(),
                        route(context),
                        context.response().getStatusCode(),
                        Duration.ofNanos(System.nanoTime() - began));
            }
        });
        context.next();
    }

    /** Open as long as somebody looks, which is nothing about how long we take. */
    private static boolean isStream(RoutingContext context) {
        return "text/event-stream".equals(context.response().headers().get("Content-Type"));
    }

    /** Never what was asked for, which anyone could make anew with each request. */
    private static @Nullable String route(RoutingContext context) {
        String operation = context.get(RestRouter.OPERATION);
        if (operation != null) {
            return operation;
        }
        Route route = context.currentRoute();
        int status = context.response().getStatusCode();
        return route == null || status == 404 || status == 405 ? null : route.getPath();
    }
}
