package io.tidegate.rest;

import io.tidegate.access.Actor;
import io.tidegate.api.Api;
import io.tidegate.api.ApiRequest;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Problem;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers below {@code /api/v1}. Until {@link #open}, it says that Tidegate is starting. */
public final class RestRouter {
    /** Under this name the context holds the template of the operation's path, when there is one. */
    public static final String OPERATION = "operation";

    private final WorkerExecutor workers;
    private final WorkerExecutor senders;
    private final Function<RoutingContext, Actor> actors;
    private final RequestRate rate;
    private final InstantSource clock;
    private volatile @Nullable Api api;

    /**
     * Makes it.
     *
     * @param senders for what is sent bit by bit: who reads slowly keeps one waiting, and no other request
     * @param actors says who asks
     * @param perMinute requests of one caller
     */
    public RestRouter(
            WorkerExecutor workers,
            WorkerExecutor senders,
            Function<RoutingContext, Actor> actors,
            int perMinute,
            InstantSource clock) {
        this.workers = workers;
        this.senders = senders;
        this.actors = actors;
        this.rate = new RequestRate(perMinute);
        this.clock = clock;
    }

    /** From now on there is something to ask. */
    public void open(Api operations) {
        api = operations;
    }

    /** Answers one request. */
    public void handle(RoutingContext context) {
        Api operations = api;
        if (operations == null) {
            refuse(
                    context,
                    new Problem(Problem.Kind.UNAVAILABLE, "Tidegate is starting; try again in a few seconds.")
                            .with("Retry-After", "2"));
            return;
        }
        Actor actor = actors.apply(context);
        RequestRate.Answer answer = rate.ask(caller(actor), clock.instant());
        context.response().putHeader("RateLimit-Policy", rate.policy()).putHeader("RateLimit", rate.field(answer));
        if (!answer.isGranted()) {
            refuse(
                    context,
                    new Problem(Problem.Kind.TOO_MANY_REQUESTS, "You ask too often; see the header RateLimit.")
                            .with("Retry-After", Long.toString(RequestRate.seconds(answer))));
            return;
        }
        ApiRequest request;
        try {
            request = request(context);
        } catch (IllegalArgumentException e) {
            refuse(context, Problem.invalid("/", "the path or query is not encoded as URLs are"));
            return;
        }
        context.put(OPERATION, operations.template(request));
        workers.executeBlocking(() -> operations.handle(actor, request), false)
                .onSuccess(response -> send(context, operations, response))
                .onFailure(context::fail);
    }

    /** What went wrong before an operation was found, in the form that all else goes wrong in. */
    public static void refuse(RoutingContext context, Problem problem) {
        ApiResponse response = problem.response();
        response.headers().forEach(context.response()::putHeader);
        context.response()
                .setStatusCode(response.status())
                .putHeader("Content-Type", "application/problem+json")
                .end(io.vertx.core.json.JsonObject.of(
                                "type", problem.kind().type(),
                                "title", problem.kind().title(),
                                "status", problem.kind().status(),
                                "detail", problem.getMessage(),
                                "errors", new io.vertx.core.json.JsonArray())
                        .toBuffer());
    }

    private void send(RoutingContext context, Api operations, ApiResponse response) {
        HttpServerResponse out = context.response();
        if (out.closed() || out.ended()) {
            return;
        }
        out.setStatusCode(response.status());
        response.headers().forEach(out::putHeader);
        ApiResponse.Content content = response.content();
        if (content instanceof ApiResponse.Content.Stream stream) {
            out.putHeader("Content-Type", stream.contentType()).setChunked(true);
            senders.executeBlocking(
                            () -> {
                                ResponseStream body = new ResponseStream(context);
                                stream.writer().write(body);
                                body.end();
                                return null;
                            },
                            false)
                    // half an answer must not look like a whole one
                    .onFailure(failed -> out.reset());
        } else if (content == null) {
            out.end();
        } else {
            out.putHeader("Content-Type", response.status() < 400 ? "application/json" : "application/problem+json");
            out.end(Buffer.buffer(operations.bytes(response)));
        }
    }

    private static String caller(Actor actor) {
        if (actor.token() != null) {
            return "token " + actor.token();
        }
        return actor.person() == null ? actor.address() : "person " + actor.person();
    }

    private static ApiRequest request(RoutingContext context) {
        Map<String, String> headers = new LinkedHashMap<>();
        context.request()
                .headers()
                .forEach(each -> headers.merge(each.getKey(), each.getValue(), (a, b) -> a + ", " + b));
        Buffer body = context.body() == null ? null : context.body().buffer();
        String path = context.request().path();
        return new ApiRequest(
                context.request().method().name(),
                decoded(path.substring(Api.PREFIX.length())),
                query(context.request().query()),
                headers,
                body == null ? new byte[0] : body.getBytes());
    }

    private static Map<String, List<String>> query(@Nullable String query) {
        Map<String, List<String>> read = new LinkedHashMap<>();
        if (query != null && !query.isEmpty()) {
            for (String each : query.split("&", -1)) {
                int equal = each.indexOf('=');
                String name =
                        decoded(equal < 0 ? each : each.substring(0, equal)).replace('\0', '?');
                String value = equal < 0 ? "" : decoded(each.substring(equal + 1));
                read.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            }
        }
        return read;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
