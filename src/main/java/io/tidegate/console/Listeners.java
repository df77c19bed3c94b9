package io.tidegate.console;

import io.tidegate.config.Problem;
import io.tidegate.config.Settings;
import io.tidegate.config.SettingsException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The two HTTP servers, listening from {@link #bind} until {@link #close}. */
final class Listeners implements AutoCloseable {
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;
    private static final int IDLE_SECONDS = 60;
    private static final int BIND_SECONDS = 10;
    private static final int CLOSE_SECONDS = 5;
    private static final int DRAIN_SECONDS = 2;

    private final Vertx vertx;
    private final Router people;
    private final Router pub;
    private final Draining draining = new Draining();
    private @Nullable HttpServer peopleServer;
    private @Nullable HttpServer publicServer;

    private Listeners() {
        vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(8)
                .setInternalBlockingPoolSize(2)
                // Files are served from memory: nothing to unpack into a temporary folder.
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        people = Router.router(vertx);
        people.route().handler(draining);
        pub = Router.router(vertx);
        pub.route().handler(draining);
    }

    /**
     * Listens at both addresses; until routes are added, they answer 404.
     *
     * @throws SettingsException with a line for each address that cannot be listened at
     */
    static Listeners bind(Settings.Listeners addresses) {
        Listeners listeners = new Listeners();
        List<Problem> problems = new ArrayList<>();
        listeners.peopleServer = listeners.listen("tidegate.http", addresses.http(), listeners.people, problems);
        // Vert.x would share one port between both servers instead of refusing the second.
        if (addresses.pub().port() != 0 && addresses.pub().equals(addresses.http())) {
            problems.add(problem(
                    "tidegate.public.port",
                    addresses.pub().port(),
                    "is tidegate.http.port too",
                    "the listener for webhooks and devices needs a port of its own"));
        } else {
            listeners.publicServer = listeners.listen("tidegate.public", addresses.pub(), listeners.pub, problems);
        }
        if (!problems.isEmpty()) {
            listeners.close();
            throw new SettingsException(problems);
        }
        return listeners;
    }

    private @Nullable HttpServer listen(
            String key, Settings.Listener address, Handler<HttpServerRequest> handler, List<Problem> problems) {
        try {
            InetAddress host = InetAddress.getByName(address.host());
            return vertx.createHttpServer(new HttpServerOptions()
                            .setMaxHeaderSize(MAX_HEADER_BYTES)
                            .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                            .setIdleTimeout(IDLE_SECONDS)
                            .setHttp2ClearTextEnabled(false)
                            .setCompressionSupported(true))
                    .requestHandler(request -> handle(request, handler))
                    .listen(SocketAddress.inetSocketAddress(new InetSocketAddress(host, address.port())))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(BIND_SECONDS, TimeUnit.SECONDS);
        } catch (UnknownHostException e) {
            problems.add(problem(key + ".host", address.host(), "is no host this machine knows", "such as 127.0.0.1"));
        } catch (ExecutionException e) {
            problems.add(refusal(key, address, e.getCause()));
        } catch (TimeoutException e) {
            problems.add(refusal(key, address, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problems.add(refusal(key, address, e));
        }
        return null;
    }

    /** Vert.x logs an error for each request without one sound Host, which anyone could fill the log with. */
    private static void handle(HttpServerRequest request, Handler<HttpServerRequest> handler) {
        if (request.headers().getAll("Host").size() == 1 && request.authority() != null) {
            handler.handle(request);
        } else {
            request.response()
                    .setStatusCode(400)
                    .putHeader("Connection", "close")
                    .putHeader("Content-Type", "text/plain; charset=utf-8")
                    .end("A request needs one Host header.\n");
        }
    }

    private static Problem refusal(String key, Settings.Listener address, @Nullable Throwable cause) {
        String message = cause == null || cause.getMessage() == null ? "" : cause.getMessage();
        String where = address.host() + ":" + address.port();
        if (message.contains("in use")) {
            return problem(
                    key + ".port",
                    address.port(),
                    "is taken: another program listens at " + where,
                    "stop that program, or set another port (0 takes any free one)");
        }
        if (message.contains("ermission")) {
            return problem(
                    key + ".port",
                    address.port(),
                    "is not permitted to this user at " + where,
                    "set a port from 1024 on (0 takes any free one)");
        }
        if (message.contains("assign requested")) {
            return problem(
                    key + ".host", address.host(), "is no address of this machine", "127.0.0.1, or one that it has");
        }
        return problem(key + ".port", address.port(), "cannot be listened at: " + message, "set another host or port");
    }

    private static Problem problem(String key, Object value, String reason, String allowed) {
        return new Problem("start", key + "=" + value, reason, allowed);
    }

    Vertx vertx() {
        return vertx;
    }

    /** Routes of the listener for people. */
    Router people() {
        return people;
    }

    /** Routes of the public listener. */
    Router pub() {
        return pub;
    }

    int peoplePort() {
        return port(peopleServer);
    }

    int publicPort() {
        return port(publicServer);
    }

    private static int port(@Nullable HttpServer server) {
        if (server == null) {
            throw new IllegalStateException("not listening");
        }
        return server.actualPort();
    }

    /** Answers what is under way for at most two seconds, refuses what comes, and stops listening. */
    @Override
    public void close() {
        try {
            draining.begin().get(DRAIN_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Whoever still waits is cut off.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("The listeners did not close within " + CLOSE_SECONDS + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
