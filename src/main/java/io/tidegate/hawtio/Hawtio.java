package io.tidegate.hawtio;

import io.tidegate.access.AccessControl;
import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.console.sign.Authentication;
import io.tidegate.console.sign.HawtioSign;
import io.tidegate.console.sign.OwnPage;
import io.tidegate.hawtio.HawtioFiles.HawtioFile;
import io.tidegate.hawtio.Questions.UnreadableException;
import io.tidegate.route.sight.RouteSights;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers below {@code /hawtio}: the page, what its scripts ask when they start, and JMX. */
public final class Hawtio implements AutoCloseable {
    private static final String PREFIX = "/hawtio/";
    private static final String JOLOKIA = PREFIX + "jolokia";
    private static final int MAX_QUESTION_BYTES = 256 * 1024;

    /** The page writes styles into itself, and brings small pictures along; scripts come from files alone. */
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " font-src 'self' data:; worker-src 'self' blob:; base-uri 'self'; form-action 'self';"
            + " frame-ancestors 'none'; object-src 'none'";

    /** What the scripts ask for, to learn that there is nothing of the kind. */
    private static final Map<String, String> NOTHING = Map.of(
            "auth/config/login", "[]",
            "auth/config/oidc", "{}",
            "auth/config/session-timeout", "{}",
            "plugin", "[]",
            "proxy/enabled", "false",
            "keycloak/enabled", "false");

    private final Authentication authentication;
    private final HawtioSign sign;
    private final WorkerExecutor workers;
    private final HawtioFiles files = new HawtioFiles();
    private @Nullable Agent agent;
    private @Nullable AccessControl control;
    private @Nullable RouteSights routes;
    private @Nullable Questions questions;

    /**
     * Makes it; until {@link #open}, it says that Tidegate is starting.
     *
     * @param workers for files that are read and questions that are asked
     * @param sign who signs in on its own page
     */
    public Hawtio(Authentication authentication, HawtioSign sign, WorkerExecutor workers) {
        this.authentication = authentication;
        this.sign = sign;
        this.workers = workers;
    }

    /** Answers under its paths; after authentication. */
    public void show(Router router) {
        router.route(PREFIX + "*").handler(context -> {
            context.response().putHeader("Content-Security-Policy", POLICY);
            context.next();
        });
        sign.show(router);
        NOTHING.forEach((path, answer) -> router.get(PREFIX + path).handler(context -> json(context, answer)));
        router.route(JOLOKIA).handler(authentication.only(Permission.INSTANCE_READ, this::jolokia));
        router.route(JOLOKIA + "/*").handler(context -> context.fail(404));
        router.get("/hawtio").handler(this::page);
        router.get(PREFIX + "*").handler(this::page);
        router.head(PREFIX + "*").handler(this::page);
    }

    /** From now on questions are answered. Jolokia starts with the first one. */
    public synchronized void open(AccessControl opened, RouteSights shown) {
        control = opened;
        routes = shown;
    }

    private static void json(RoutingContext context, String answer) {
        context.response().putHeader("Content-Type", "application/json").end(answer);
    }

    private void page(RoutingContext context) {
        String path = context.normalizedPath();
        if (!path.startsWith(PREFIX)) {
            context.response().setStatusCode(308).putHeader("Location", PREFIX).end();
            return;
        }
        String name = path.substring(PREFIX.length());
        if (name.startsWith("auth/")) {
            context.fail(404);
        } else if (name.equals("index.html")
                || !name.substring(name.lastIndexOf('/') + 1).contains(".")) {
            // every path of the page's own is the page; what it shows there is up to its scripts
            authentication
                    .only(Permission.INSTANCE_READ, looked -> {
                        sign.mark(looked);
                        file(looked, "index.html");
                    })
                    .handle(context);
        } else {
            file(context, name);
        }
    }

    private void file(RoutingContext context, String name) {
        HawtioFile known = files.known(name);
        if (known != null) {
            send(context, known);
            return;
        }
        workers.executeBlocking(() -> Optional.ofNullable(files.find(name)), false)
                .onSuccess(found -> found.ifPresentOrElse(file -> send(context, file), () -> context.fail(404)))
                .onFailure(context::fail);
    }

    private void send(RoutingContext context, HawtioFile file) {
        HttpServerResponse response = context.response()
                .putHeader("ETag", file.tag())
                .putHeader("Vary", "Accept-Encoding")
                .putHeader("Cache-Control", file.lasting() ? "public, max-age=31536000, immutable" : "no-cache");
        String encodings = context.request().getHeader("Accept-Encoding");
        if (file.tag().equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        if (encodings != null && encodings.contains("gzip")) {
            response.putHeader("Content-Type", file.type())
                    .putHeader("Content-Encoding", "gzip")
                    .end(file.compressed());
        } else if (file.small()) {
            workers.executeBlocking(file::plain, false)
                    .onSuccess(plain -> response.putHeader("Content-Type", file.type())
                            .putHeader("Content-Encoding", "identity")
                            .end(plain))
                    .onFailure(context::fail);
        } else {
            response.putHeader("Cache-Control", "no-store");
            refuse(context, 406, "This file is sent compressed alone: send Accept-Encoding: gzip.");
        }
    }

    private void jolokia(RoutingContext context) {
        if (context.request().getHeader("Authorization") == null && !OwnPage.sent(context)) {
            refuse(context, 403, "Only Hawtio's own page asks here; programs send an API token.");
            return;
        }
        boolean probe = HttpMethod.GET.equals(context.request().method());
        if (!probe && !HttpMethod.POST.equals(context.request().method())) {
            context.response().putHeader("Allow", "GET, POST");
            context.fail(405);
            return;
        }
        Buffer body =
                probe ? Buffer.buffer("{\"type\":\"version\"}") : context.body().buffer();
        byte[] asked = body == null ? new byte[0] : body.getBytes();
        if (asked.length > MAX_QUESTION_BYTES) {
            refuse(context, 413, "A question has " + MAX_QUESTION_BYTES / 1024 + " KiB at most.");
            return;
        }
        Actor actor = Authentication.of(context);
        Map<String, String[]> parameters = new HashMap<>();
        context.request()
                .params()
                .names()
                .forEach(name -> parameters.put(
                        name, context.request().params().getAll(name).toArray(String[]::new)));
        workers.executeBlocking(() -> questions().answer(actor, asked, parameters), false)
                .onSuccess(answer -> context.response()
                        .putHeader("Content-Type", "application/json")
                        .end(Buffer.buffer(answer)))
                .onFailure(reason -> {
                    if (reason instanceof UnreadableException) {
                        refuse(context, 400, String.valueOf(reason.getMessage()));
                    } else {
                        context.fail(reason);
                    }
                });
    }

    private static void refuse(RoutingContext context, int status, String reason) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(reason + "\n");
    }

    private synchronized Questions questions() {
        AccessControl opened = control;
        RouteSights shown = routes;
        if (opened == null || shown == null) {
            throw new IllegalStateException("nobody is let in before there is a database");
        }
        if (questions == null) {
            agent = new Agent("tidegate-" + UUID.randomUUID());
            questions = new Questions(agent, opened, shown);
        }
        return questions;
    }

    /** Takes Jolokia's own beans away. */
    @Override
    public synchronized void close() {
        if (agent != null) {
            agent.close();
            agent = null;
            questions = null;
        }
    }
}
