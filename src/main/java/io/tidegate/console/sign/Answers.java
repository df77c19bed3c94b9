package io.tidegate.console.sign;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers to whom a page is not shown: a problem document for the API, words for others. */
final class Answers {
    private Answers() {}

    static void refuse(RoutingContext context, int status, String title, String detail) {
        if (status == 401) {
            context.response().putHeader("WWW-Authenticate", "Bearer realm=\"tidegate\"");
        } else if (status == 503) {
            context.response().putHeader("Retry-After", "2");
        }
        context.response().setStatusCode(status);
        if (ofApi(context)) {
            context.response()
                    .putHeader("Content-Type", "application/problem+json")
                    .end(new JsonObject()
                            .put("type", "about:blank")
                            .put("title", title)
                            .put("status", status)
                            .put("detail", detail)
                            .encode());
        } else {
            context.response()
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end(detail + "\n");
        }
    }

    static boolean ofApi(RoutingContext context) {
        return context.normalizedPath().startsWith("/api/");
    }
}
