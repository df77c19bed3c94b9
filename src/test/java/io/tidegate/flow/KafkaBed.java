package io.tidegate.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.Node;
import io.tidegate.kafka.BrokerWatch;
import io.tidegate.provider.Provider;
import io.tidegate.provider.request.Template;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore;
import io.tidegate.testing.Changed;
import io.tidegate.testing.FakeProvider;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestBroker;
import io.tidegate.testing.TestDatabase;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Nodes over one database and one broker, and a scripted DigitalOcean; its clock stands still unless it is moved. */
final class KafkaBed implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final Duration SOON = Duration.ofSeconds(60);

    final SettableClock clock = new SettableClock();
    final TestBroker broker;
    final TestDatabase database = new TestDatabase();
    private final List<String> settings;
    private final List<Node> nodes = new ArrayList<>();
    private @Nullable FakeProvider provider;
    private @Nullable NodeHome home;
    private int docks;

    /** @param settings as flags, beside the address of the broker */
    KafkaBed(TestBroker broker, String... settings) {
        this.broker = broker;
        this.settings = List.of(settings);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        broker.beforeAll(context);
        database.beforeAll(context);
        home = NodeHome.make(database.url(), Map.of());
        Files.copy(Path.of("routes-yaml", "kafka.camel.yaml"), home.routes().resolve("kafka.camel.yaml"));
        provider = new FakeProvider(clock);
    }

    /** Starts one more node; every node ends with its test. */
    Node start(String name) {
        List<String> flags = new ArrayList<>(settings);
        flags.add("--tidegate.kafka.brokers=" + broker.address());
        Node node = Objects.requireNonNull(home).start(name, clock, Map.of(), flags);
        nodes.add(node);
        Provider real = declared(node);
        Provider.Access access = real.access();
        node.beans()
                .providers()
                .put(Changed.access(
                        real,
                        new Provider.Access(
                                access.title(),
                                Template.of(URI.create(provider().baseUrl()).toString()),
                                access.authentication(),
                                access.headers())));
        return node;
    }

    /** Ends a node before its test does. */
    void stop(Node node) {
        nodes.remove(node);
        node.close();
    }

    private static Provider declared(Node node) {
        return Objects.requireNonNull(node.beans().providers().find("digitalocean"));
    }

    static BrokerWatch watch(Node node) {
        return (BrokerWatch) Objects.requireNonNull(node.beans().byName().get("brokerWatch"));
    }

    FakeProvider provider() {
        return Objects.requireNonNull(provider);
    }

    Stored stored() {
        return new Stored(database.jdbi());
    }

    QueueStore queue() {
        return new QueueStore(database.jdbi(), new ObjectMapper());
    }

    /** Adds a dock with a lane of its own that lists servers. */
    long dock(Node node) {
        docks++;
        return TestDocks.add(
                node,
                new TestDocks.New(declared(node), "token-" + docks, Map.of(), List.of("servers")),
                clock.instant());
    }

    void enqueue(long dock) {
        queue().enqueue(dock, JobType.MANUAL, List.of(), clock.instant());
    }

    /** Returns when all jobs are done. */
    void awaitDone() {
        until(() -> stored().count("select count(*) from sync_queue where state <> 'completed'") == 0, "jobs are left");
    }

    static void until(BooleanSupplier holds, String otherwise) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(otherwise + " after " + SOON);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List.copyOf(nodes).forEach(this::stop);
        stored().execute("delete from docks");
        stored().execute("delete from lanes");
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        provider().close();
        database.afterAll(context);
        broker.afterAll(context);
    }
}
