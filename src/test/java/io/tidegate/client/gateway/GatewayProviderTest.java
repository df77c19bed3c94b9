package io.tidegate.client.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidegate.client.SyncProvider;
import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.Hlc;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PushBatch;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.protocol.wire.SyncException;
import io.tidegate.protocol.wire.SyncScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The endpoints as a device asks them, and what it makes of their answers. */
class GatewayProviderTest {
    private static final SyncScope SCOPE = new SyncScope("acme", "p 1");
    private static final Hlc HLC = new Hlc(1_767_225_600_000L, 0, 7);
    private static final String CHANGE =
            "{\"serverVersion\":4,\"table\":\"kv\",\"pk\":\"theme\",\"op\":\"put\",\"payload\":{\"value\":\"dark\"},\"clock\":2,"
                    + "\"hlc\":\"" + HLC + "\",\"deviceId\":\"b\",\"opId\":\"o1\"}";

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private GatewayProvider provider;
    private volatile Answer answer = exchange -> reply(exchange, 500, "");

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            answer.give(exchange);
        });
        server.start();
        provider = new GatewayProvider(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                (name, refused) -> name + (refused == null ? "-old" : "-new"));
    }

    @AfterEach
    void stop() {
        provider.dispose();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void a_push_says_its_ops_and_reads_what_became_of_them() throws Exception {
        answer = exchange -> reply(
                exchange,
                200,
                "{\"serverVersion\":4,\"results\":[{\"opId\":\"o2\",\"status\":\"superseded\",\"winner\":" + CHANGE
                        + "}]}");
        ChangeStamp stamp = new ChangeStamp("a", "o2", HLC, 1);
        PushResult result = provider.push(
                new PushBatch(SCOPE, "a", List.of(new PendingOp("kv", OpKind.DELETE, "theme", null, stamp))));

        assertThat(asked.take())
                .isEqualTo("POST /sync/v1/acme/push Bearer tidegate-old {\"deviceId\":\"a\",\"ops\":[{\"opId\":\"o2\","
                        + "\"table\":\"kv\",\"op\":\"delete\",\"pk\":\"theme\",\"clock\":1,\"hlc\":\"" + HLC + "\"}]}");
        assertThat(result.serverVersion()).isEqualTo(4);
        assertThat(result.results().get(0).winner())
                .isNotNull()
                .satisfies(winner -> assertThat(winner.payload()).isEqualTo(Map.of("value", "dark")));
    }

    @Test
    void a_token_that_is_refused_is_fetched_anew_once() throws Exception {
        answer = exchange -> reply(exchange, 401, "{\"errorCode\":\"UNAUTHORIZED\",\"error\":\"who are you?\"}");
        assertThatThrownBy(() -> provider.pull(PullRequest.after(SCOPE, 3)))
                .isInstanceOf(SyncException.class)
                .hasMessage("who are you?");
        assertThat(asked.take())
                .isEqualTo("GET /sync/v1/acme/pull?projectId=p%201&cursor=3&limit=100 Bearer tidegate-old ");
        assertThat(asked.take()).contains("Bearer tidegate-new");
        assertThat(asked).isEmpty();
    }

    @Test
    void a_refusal_says_its_code_and_how_long_to_wait() {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            reply(exchange, 429, "{\"errorCode\":\"RATE_LIMITED\",\"error\":\"slower\"}");
        };
        SyncException limited = refused();
        assertThat(limited.code()).isEqualTo(Code.RATE_LIMITED);
        assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(7));

        answer = exchange -> reply(exchange, 410, "{\"errorCode\":\"SNAPSHOT_REQUIRED\",\"error\":\"too old\"}");
        assertThat(refused().code()).isEqualTo(Code.SNAPSHOT_REQUIRED);
        answer = exchange -> reply(exchange, 502, "<html>a proxy</html>");
        assertThat(refused().code()).isEqualTo(Code.SERVER_ERROR);
        answer = exchange -> reply(exchange, 200, "{\"changes\":7}");
        assertThat(refused().code()).isEqualTo(Code.SERVER_ERROR);
    }

    @Test
    void a_server_that_is_not_there_is_told_from_one_that_refuses() {
        server.stop(0);
        assertThatThrownBy(() -> provider.pull(PullRequest.after(SCOPE, 3))).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void a_stream_tells_changes_and_how_far_it_is_and_that_it_ended() throws Exception {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            reply(
                    exchange,
                    200,
                    ": hello\n\nevent: change\nid: 4\ndata: " + CHANGE.replace(",\"op\"", ",\ndata: \"op\"")
                            + "\n\nevent: heartbeat\nid: 9\n\nevent: change\ndata: {\"cut\":");
        };
        provider.subscribe(SCOPE, 3, Set.of("posts", "kv"), new Notes());

        assertThat(next(told)).isEqualTo("changed 4 dark");
        assertThat(next(told)).isEqualTo("passed 9");
        assertThat(next(told)).isEqualTo("ended null");
        assertThat(next(asked)).startsWith("GET /sync/v1/acme/watch?projectId=p%201&cursor=3&tables=kv%2Cposts ");
    }

    @Test
    void where_the_answer_is_no_stream_it_polls() throws Exception {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            String cursor = exchange.getRequestURI().toString().contains("cursor=3") ? CHANGE : "";
            reply(
                    exchange,
                    200,
                    "{\"changes\":[" + cursor + "],\"nextCursor\":4,\"hasMore\":false,\"oldestRetainedVersion\":0}");
        };
        SyncProvider.Subscription subscription = provider.subscribe(SCOPE, 3, Set.of(), new Notes());

        assertThat(next(told)).isEqualTo("changed 4 dark");
        assertThat(next(told)).isEqualTo("passed 4");
        assertThat(next(told)).isEqualTo("passed 4");
        subscription.close();
    }

    @Test
    void streams_that_bring_nothing_twice_are_polled_after_that() throws Exception {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            reply(exchange, 200, "");
        };
        for (int i = 0; i < 2; i++) {
            provider.subscribe(SCOPE, 3, Set.of(), new Notes());
            assertThat(next(told)).isEqualTo("ended null");
        }
        answer = exchange -> reply(exchange, 410, "{\"errorCode\":\"SNAPSHOT_REQUIRED\",\"error\":\"too old\"}");
        provider.subscribe(SCOPE, 3, Set.of(), new Notes());
        assertThat(next(told)).isEqualTo("ended SNAPSHOT_REQUIRED");
    }

    private SyncException refused() {
        return catchThrowableOfType(SyncException.class, () -> provider.pull(PullRequest.after(SCOPE, 3)));
    }

    private static String next(BlockingQueue<String> queue) throws InterruptedException {
        return String.valueOf(queue.poll(20, TimeUnit.SECONDS));
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    private final class Notes implements SyncProvider.Watcher {
        @Override
        public void changed(SyncChange change) {
            told.add("changed " + change.serverVersion() + " "
                    + (change.payload() == null ? "" : change.payload().get("value")));
        }

        @Override
        public void passed(long version) {
            told.add("passed " + version);
        }

        @Override
        public void ended(@Nullable RuntimeException cause) {
            told.add("ended " + (cause instanceof SyncException refused ? refused.code() : cause));
        }
    }
}
