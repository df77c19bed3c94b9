package io.tidegate.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
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
    private static final int BACKLOG = 256;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    static {
        // The JDK's server sends head and body in two packets; with Nagle's algorithm the second waits 40 ms.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final InstantSource clock;
    private final Function<Asked, Answer> answers;
    private final ExecutorService workers = Executors.newCachedThreadPool(threads("answers"));
    private final Deque<Asked> requests = new ArrayDeque<>();

    /**
     * Binds and starts.
     *
     * @param port 0 takes a free one
     * @throws UncheckedIOException when the port is taken
     */
    public AnswerServer(int port, InstantSource clock, Function<Asked, Answer> answers) {
        this.clock = clock;
        this.answers = answers;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on 127.0.0.1:" + port + " (" + e.getMessage()
                            + "); free that port or choose another",
                    e);
        }
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
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
        server.stop(0);
        workers.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Asked asked = asked(exchange);
        keep(asked);
        Answer answer;
        try {
            answer = answers.apply(asked);
        } catch (RuntimeException e) {
            LOG.warn("No answer to {}", asked, e);
            answer = Answer.json(
                    500, "{\"id\":\"simulator_fault\",\"message\":\"The simulator has a fault of its own.\"}");
        }
        send(exchange, answer);
    }

    private Asked asked(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        return new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders(),
                body,
                clock.instant());
    }

    private void keep(Asked asked) {
        synchronized (requests) {
            if (requests.size() == KEPT) {
                requests.removeFirst();
            }
            requests.addLast(asked.withoutCredentials());
        }
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        Duration delay = answer.wire().delay();
        if (delay.isZero()) {
            write(exchange, answer);
            return;
        }
        // No thread waits: the exchange stays open until its time has come.
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, workers)
                .execute(() -> writeLate(exchange, answer));
    }

    private static void writeLate(HttpExchange exchange, Answer answer) {
        try {
            write(exchange, answer);
        } catch (IOException e) {
            LOG.debug("The caller did not wait for {}", exchange.getRequestURI(), e);
            exchange.close();
        }
    }

    private static void write(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
        byte[] body = answer.toBytes();
        Answer.Wire wire = answer.wire();
        boolean bodiless =
                answer.status() == 204 || answer.status() == 304 || "HEAD".equals(exchange.getRequestMethod());
        if (bodiless) {
            exchange.sendResponseHeaders(answer.status(), -1);
            exchange.close();
            return;
        }
        if (wire.stop() == Answer.Wire.Stop.NEVER) {
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            return;
        }
        int sent = Math.min(wire.stopAfter(), body.length);
        exchange.sendResponseHeaders(answer.status(), Math.max(body.length, sent + 1));
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, sent);
        out.flush();
        if (wire.stop() == Answer.Wire.Stop.CUT) {
            // Closing short of the announced length makes the JDK's server drop the connection.
            exchange.close();
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
