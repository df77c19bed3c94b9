package io.tidegate.rest;

import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.api.Api;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.function.Function;

/**
 * Lets those who may send large files do so. They are asked who they are before a byte of it is read, so that nobody else
 * can fill the memory; where this does not apply, bodies are as small as everywhere.
 */
public final class LargeBodies {
    /** How large a file may be. */
    static final long MOST_BYTES = 16L * 1024 * 1024;

    private static final String PATHS = Api.PREFIX + "/connectors/[^/]+/organizations/[^/]+/members";

    private LargeBodies() {}

    /** Whether a path is one that files are sent to. */
    static boolean at(String path) {
        return path.matches(PATHS);
    }

    /**
     * Before the handler of all other bodies.
     *
     * @param authentication finds out who asks
     * @param actors says who that is
     */
    public static void on(
            Router router, Handler<RoutingContext> authentication, Function<RoutingContext, Actor> actors) {
        Handler<RoutingContext> bodies = BodyHandler.create(false).setBodyLimit(MOST_BYTES);
        router.putWithRegex(PATHS).handler(context -> {
            context.request().pause();
            // one that is refused is read no more than its connection needs
            context.addEndHandler(ended -> context.request().resume());
            authentication.handle(context);
        });
        router.putWithRegex(PATHS).handler(context -> {
            if (actors.apply(context).may(Permission.INSTANCE_WRITE)) {
                bodies.handle(context);
            } else {
                context.next();
            }
            context.request().resume();
        });
    }
}
