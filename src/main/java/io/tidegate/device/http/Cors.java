package io.tidegate.device.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Lets pages of some origins ask, which browsers keep from it else. */
final class Cors implements Handler<RoutingContext> {
    private final Set<String> origins;

    Cors(List<URI> origins) {
        this.origins = origins.stream().map(URI::toString).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.putHeader("Vary", "Origin");
        String origin = context.request().getHeader("Origin");
        boolean known = origin != null && origins.contains(origin.toLowerCase(Locale.ROOT));
        if (known) {
            response.putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Expose-Headers", "RateLimit, RateLimit-Policy, Retry-After");
        }
        if (!HttpMethod.OPTIONS.equals(context.request().method())) {
            context.next();
            return;
        }
        if (known) {
            response.putHeader("Access-Control-Allow-Methods", "GET, POST, PUT")
                    .putHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID")
                    .putHeader("Access-Control-Max-Age", "600");
        }
        response.setStatusCode(204).end();
    }
}
