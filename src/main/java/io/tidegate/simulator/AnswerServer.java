package io.tidegate.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server on 127.0.0.1 that hands every request to a function and sends what it returns. It keeps the last
 * 10,000 requests, without their credentials. Its threads are daemons; {@link #close} ends every open answer at once.
 */
public final class AnswerServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerServer.class);
    private static final int KEPT = 10_000;
    private static final int SECONDS = 10;

    private final HttpServer server;
    private final InstantSource clock;
    private final Function<Asked, Answer> answers;
    private final ExecutorService workers = Executors.newCachedThreadPool(threads("answers"));
    private final Deque<Asked> requests = new ArrayDeque<>();

    /** One for all servers of the process, made when the first one starts. */
    private static final class Engine {
        static final Vertx VERTX = Vertx.vertx(new VertxOptions()
                .setUseDaemonThread(true)
                .setEventLoopPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));

        private Engine() {}
    }

    /**
     * Binds and starts.
     *
     * @param port 0 takes a free one
     * @param clock dates requests and answers
     * @throws UncheckedIOException when the port is taken
     */
    public AnswerServer(int port, InstantSource clock, Function<Asked, Answer> answers) {
        this.clock = clock;
        this.answers = answers;
        server = Engine.VERTX
                .createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setHttp2ClearTextEnabled(false))
                .requestHandler(this::receive);
        try {
            await(server.listen());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on 127.0.0.1:" + port + " (" + e.getMessage()
                            + "); free that port or choose another",
                    e);
        }
    }

    private static void await(Future<?> done) throws IOException {
        try {
            done.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(Objects.requireNonNull(e.getCause()).getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("nothing happened within " + SECONDS + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Scheme, host and port, without a slash at the end. */
    public String baseUrl() {
        return "http://127.0.0.1:" + port();
    }

    /** The requests that arrived, oldest first. */
    public List<Asked> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** Stops listening and drops every connection. */
    @Override
    public void close() {
        workers.shutdownNow();
        try {
            await(server.close());
        } catch (IOException e) {
            LOG.warn("The server on port {} did not close: {}", port(), e.getMessage());
        }
    }

    /** An answer may take its time, so none is made on the thread that reads requests. */
    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            try {
                workers.execute(() -> handle(request, body));
            } catch (RejectedExecutionException e) {
                request.connection().close(); // the server closes
            }
        });
    }

    private void handle(HttpServerRequest request, Buffer body) {
        Map<String, List<String>> headers = new HashMap<>();
        request.headers()
                .names()
                .forEach(name -> headers.put(name, request.headers().getAll(name)));
        Asked asked = new Asked(
                request.method().name(), URI.create(request.uri()), headers, body.toString(UTF_8), clock.instant());
        keep(asked);
        Answer answer;
        try {
            answer = answers.apply(asked);
        } catch (RuntimeException e) {
            LOG.warn("No answer to {}", asked, e);
            answer = Answer.json(
                    500, "{\"id\":\"simulator_fault\",\"message\":\"The simulator has a fault of its own.\"}");
        }
        send(request, answer);
    }

    private void keep(Asked asked) {
        synchronized (requests) {
            if (requests.size() == KEPT) {
                requests.removeFirst();
            }
            requests.addLast(asked.withoutCredentials());
        }
    }

    /** Dated by the clock that its limits go by. */
    private void send(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        response.putHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atZone(ZoneOffset.UTC)));
        answer.headers().forEach(response::putHeader);
        long delay = answer.wire().delay().toMillis();
        if (delay == 0) {
            write(request, response, answer);
        } else {
            // no thread waits: the exchange stays open until its time has come
            Engine.VERTX.setTimer(delay, timer -> write(request, response, answer));
        }
    }

    private static void write(HttpServerRequest request, HttpServerResponse response, Answer answer) {
        if (response.closed()) {
            return; // the caller did not wait
        }
        byte[] body = answer.toBytes();
        Answer.Wire wire = answer.wire();
        if (answer.status() == 204 || answer.status() == 304) {
            response.end();
            return;
        }
        if (wire.stop() == Answer.Wire.Stop.NEVER) {
            response.end(Buffer.buffer(body));
            return;
        }
        int sent = Math.min(wire.stopAfter(), body.length);
        response.putHeader("Content-Length", Integer.toString(Math.max(body.length, sent + 1)));
        Future<Void> begun = response.write(Buffer.buffer().appendBytes(body, 0, sent));
        if (wire.stop() == Answer.Wire.Stop.CUT) {
            begun.onComplete(written -> request.connection().close());
        }
    }

    private static ThreadFactory threads(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
