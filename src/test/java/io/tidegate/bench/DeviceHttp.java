package io.tidegate.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.access.AuditStore;
import io.tidegate.account.OrganizationStore;
import io.tidegate.account.TokenText;
import io.tidegate.account.sign.Authenticator;
import io.tidegate.account.sign.BearerStore;
import io.tidegate.account.sign.SessionStore;
import io.tidegate.config.Settings;
import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.device.DeviceGateway;
import io.tidegate.device.http.DeviceRoutes;
import io.tidegate.device.watch.ChangeListener;
import io.tidegate.protocol.Hlc;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The endpoints of device sync on a port of their own, with many devices of many people in one workspace. */
final class DeviceHttp implements AutoCloseable {
    static final int WATCHERS = 5_000;
    private static final int PEOPLE = 100;
    private static final int PUSHES = 300;
    private static final Duration REST = Duration.ofSeconds(16);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final DeviceRoutes routes;
    private final HttpServer server;
    private final List<String> tokens = new ArrayList<>();
    private int pushes;

    /**
     * What watchers cost that are told nothing.
     *
     * @param bytesEach of memory, with what the bench itself needs for its end of the connection
     * @param processorPercent of one core, while each is told once that all is well, with the bench's end and what else the
     *     node does; without what still compiles after they connected, which is ten times as much and no matter of theirs
     * @param tellAllMillis from a push until the last one was told of it
     */
    record Idle(double connectSeconds, double bytesEach, int threads, double processorPercent, double tellAllMillis) {}

    DeviceHttp(BenchNode node) {
        Jdbi jdbi = node.jdbi();
        people(jdbi);
        routes = new DeviceRoutes(
                vertx, new Settings.DeviceSync(true, List.of()), context -> "127.0.0.1", BenchNode::now);
        Router router = Router.router(vertx);
        routes.on(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        routes.open(new DeviceRoutes.Parts(
                new DeviceGateway(new OrganizationScope(node.database()), BenchNode::now),
                new Authenticator(
                        new BearerStore(jdbi),
                        new SessionStore(jdbi),
                        new OrganizationStore(jdbi),
                        new AuditStore(jdbi, new ObjectMapper()),
                        BenchNode::now),
                () -> node.base().session(ChangeListener.LISTEN)));
    }

    private void people(Jdbi jdbi) {
        jdbi.useHandle(handle -> {
            handle.execute("insert into organizations (slug, name) values ('watched', 'Watched')");
            handle.execute(
                    "insert into people (email, name, created_at) select 'watcher' || n, 'W', now() from generate_series(1, ?) n",
                    PEOPLE);
            handle.execute(
                    "insert into members (org_id, person_id, role, created_at) select o.id, p.id, 'device_user', now()"
                            + " from organizations o, people p where o.slug = 'watched' and p.email like 'watcher%'");
            PreparedBatch batch = handle.prepareBatch(
                    "insert into api_tokens (org_id, person_id, kind, name, shown, hash, scopes, created_at, device_id,"
                            + " device_role) select o.id, p.id, 'api', 'bench', 'tdg_bench', :hash, array['devices:sync'],"
                            + " now(), :device, 'editor' from organizations o, people p"
                            + " where o.slug = 'watched' and p.email = :email");
            for (int i = 0; i < WATCHERS; i++) {
                TokenText token = TokenText.make(TokenText.Kind.API);
                tokens.add(token.reveal());
                batch.bind("hash", token.hash())
                        .bind("device", "d" + i)
                        .bind("email", "watcher" + (i % PEOPLE + 1))
                        .add();
            }
            batch.execute();
        });
    }

    /** From sending a push of one op until a watcher was told of it, sorted; one push after the other. */
    List<Double> tellMillis() throws IOException {
        List<Double> millis = new ArrayList<>();
        try (Watchers one = new Watchers()) {
            one.connect(server.actualPort(), 1, at -> tokens.get(WATCHERS - 1 - pushes % PEOPLE));
            for (int i = 0; i < PUSHES; i++) {
                long began = System.nanoTime();
                CompletableFuture<Void> answered = push();
                one.awaitChange(1);
                millis.add((System.nanoTime() - began) / 1e6);
                answered.join();
            }
        }
        millis.sort(null);
        return millis;
    }

    /** Many who watch and are told nothing, then all of one push. */
    Idle idle() throws IOException {
        long memory = memory();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        try (Watchers many = new Watchers()) {
            long began = System.nanoTime();
            many.connect(server.actualPort(), WATCHERS, tokens::get);
            double connected = (System.nanoTime() - began) / 1e9;
            double bytes = (double) (memory() - memory) / WATCHERS;
            int more = ManagementFactory.getThreadMXBean().getThreadCount() - threads;
            many.idle(REST);
            Map<Long, Long> before = processorNanos();
            many.idle(REST);
            long spent = 0;
            for (Map.Entry<Long, Long> thread : processorNanos().entrySet()) {
                spent += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
            }
            double percent = 100.0 * spent / REST.toNanos();
            began = System.nanoTime();
            CompletableFuture<Void> answered = push();
            many.awaitChange(WATCHERS);
            double told = (System.nanoTime() - began) / 1e6;
            answered.join();
            return new Idle(connected, bytes, more, percent, told);
        }
    }

    /** Of each thread of Java's; those that compile and collect are none. */
    private static Map<Long, Long> processorNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<Long, Long> nanos = new HashMap<>();
        for (long thread : threads.getAllThreadIds()) {
            nanos.put(thread, Math.max(0, threads.getThreadCpuTime(thread)));
        }
        return nanos;
    }

    /** What is in use after a collection, in the heap and outside. */
    private static long memory() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
    }

    /** Of a device of another person each time: nobody pushes too often. */
    private CompletableFuture<Void> push() {
        int device = pushes % PEOPLE;
        String id = "p" + pushes++;
        String body = """
                {"deviceId":"d%d","ops":[{"opId":"%s","table":"kv","op":"put","pk":"%s","payload":{"name":"%s","value":1},
                "clock":1,"hlc":"%s"}]}""".formatted(device, id, id, id, new Hlc(BenchNode.now().toEpochMilli(), 0, device));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.actualPort() + "/sync/v1/watched/push"))
                .header("Authorization", "Bearer " + tokens.get(device))
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString()).thenAccept(DeviceHttp::check);
    }

    private static void check(HttpResponse<String> response) {
        if (response.statusCode() != 200 || !response.body().contains("applied")) {
            throw new IllegalStateException(response.body());
        }
    }

    @Override
    public void close() {
        routes.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
