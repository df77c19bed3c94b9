package io.tidegate.rest;

import io.tidegate.api.Api;
import io.tidegate.api.Problem;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What HTTP itself refuses: to who asks the API it is told in the form that all else goes wrong in. */
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private Refusals() {}

    /** @param elsewhere tells it to whoever did not ask the API */
    public static Handler<RoutingContext> or(Handler<RoutingContext> elsewhere) {
        return context -> {
            if (!context.request().uri().startsWith(Api.PREFIX + "/")) {
                elsewhere.handle(context);
            } else {
                RestRouter.refuse(context, problem(context));
            }
        };
    }

    private static Problem problem(RoutingContext context) {
        return switch (context.statusCode()) {
            case 404 ->
                new Problem(
                        Problem.Kind.NOT_FOUND, "Nothing answers at this path; see " + Api.PREFIX + "/openapi.json.");
            case 405 -> new Problem(Problem.Kind.METHOD_NOT_ALLOWED, "This path does not take that method.");
            case 413 ->
                new Problem(
                        Problem.Kind.TOO_LARGE,
                        LargeBodies.at(context.normalizedPath())
                                ? "The file is larger than 16 MiB, or you may not send one."
                                : "The body is larger than 1 MiB.");
            case 415 -> new Problem(Problem.Kind.UNSUPPORTED_TYPE, "Send application/json.");
            case 500 -> {
                LOG.error(
                        "{} {} failed",
                        context.request().method(),
                        context.request().path(),
                        context.failure());
                yield new Problem(Problem.Kind.INTERNAL, "This is Tidegate's fault; its log says more.");
            }
            default ->
                new Problem(
                        Problem.Kind.INVALID_INPUT, "The path, the query or a header is not written as HTTP has it.");
        };
    }
}
