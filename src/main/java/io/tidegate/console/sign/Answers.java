package io.tidegate.console.sign;

import io.tidegate.api.Problem;
import io.tidegate.rest.RestRouter;
import io.vertx.ext.web.RoutingContext;

/** Answers to whom a page is not shown: a problem document for the API, words for others. */
final class Answers {
    private Answers() {}

    static void refuse(RoutingContext context, int status, String detail) {
        if (status == 401) {
            context.response().putHeader("WWW-Authenticate", "Bearer realm=\"tidegate\"");
        } else if (status == 503) {
            context.response().putHeader("Retry-After", "2");
        }
        context.response().setStatusCode(status);
        if (ofApi(context)) {
            RestRouter.refuse(context, new Problem(kind(status), detail));
        } else {
            context.response()
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end(detail + "\n");
        }
    }

    private static Problem.Kind kind(int status) {
        return switch (status) {
            case 401 -> Problem.Kind.NOT_SIGNED_IN;
            case 403 -> Problem.Kind.NOT_ALLOWED;
            case 503 -> Problem.Kind.UNAVAILABLE;
            default -> Problem.Kind.INVALID_INPUT;
        };
    }

    static boolean ofApi(RoutingContext context) {
        return context.normalizedPath().startsWith("/api/");
    }
}
