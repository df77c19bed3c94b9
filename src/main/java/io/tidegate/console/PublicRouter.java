package io.tidegate.console;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** Lets {@code platform-http:} routes answer on the public listener; the rest is told that nothing is there. */
final class PublicRouter extends VertxPlatformHttpRouter {
    private static final long MAX_BODY_BYTES = 10L * 1024 * 1024;
    private static final long MAX_DELIVERY_BYTES = 1024L * 1024;
    private static final String DELIVERIES = "/webhooks/";

    private volatile boolean open;

    PublicRouter(Vertx vertx, Router router) {
        super(null, vertx, router, PLATFORM_HTTP_ROUTER_NAME_ZERO);
        router.route().handler(context -> {
            context.response().putHeader("X-Content-Type-Options", "nosniff").putHeader("Cache-Control", "no-store");
            context.next();
        });
        router.errorHandler(404, this::missing);
        router.errorHandler(
                405, context -> problem(context, 405, "Method not allowed", "This path wants another method."));
        router.errorHandler(413, context -> problem(context, 413, "Content too large", "The body is too large."));
        router.errorHandler(
                500,
                context -> problem(context, 500, "Internal error", "This is Tidegate's fault; its log says more."));
    }

    /** The routes have started: what is not there now is not there. */
    void open() {
        open = true;
    }

    /** A sender of webhooks gives up on 404, and comes again on 503. */
    private void missing(RoutingContext context) {
        if (open) {
            problem(context, 404, "Not found", "Nothing answers at this path.");
        } else {
            context.response().putHeader("Retry-After", "5");
            problem(context, 503, "Starting", "Tidegate is starting; try again in a few seconds.");
        }
    }

    /** Bodies stay in memory: the handler of the superclass writes uploads to the working directory. */
    @Override
    public Handler<RoutingContext> bodyHandler() {
        BodyHandler deliveries = BodyHandler.create(false).setBodyLimit(MAX_DELIVERY_BYTES);
        BodyHandler others = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
        return context -> (context.normalizedPath().startsWith(DELIVERIES) ? deliveries : others).handle(context);
    }

    private static void problem(RoutingContext context, int status, String title, String detail) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail)
                        .encode());
    }
}
