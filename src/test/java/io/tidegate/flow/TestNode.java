package io.tidegate.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.Node;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockStore;
import io.tidegate.provider.Provider;
import io.tidegate.provider.request.Template;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore;
import io.tidegate.simulator.Asked;
import io.tidegate.testing.Changed;
import io.tidegate.testing.FakeProvider;
import io.tidegate.testing.ScriptedList;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import io.tidegate.testing.TestServer;
import io.tidegate.upkeep.DueDocks;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A node of Tidegate for a test class, on a database of its own and with the real routes but those that tick; a scripted
 * DigitalOcean for each test. {@code @RegisterExtension static final TestNode node = new TestNode();}
 */
public final class TestNode implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    static final Duration SOON = Duration.ofSeconds(20);
    private static final String PROVIDER = "digitalocean";
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final AtomicInteger DOCKS = new AtomicInteger();

    final SettableClock clock = new SettableClock();
    private final TestDatabase database = new TestDatabase();
    private final @Nullable TestServer own;
    private final Map<String, Object> bound;
    private @Nullable NodeHome home;
    private @Nullable Node node;
    private @Nullable RunEnds ends;
    private @Nullable FakeProvider provider;

    TestNode() {
        this(null, Map.of());
    }

    /** On a server that the test class may take away. */
    TestNode(TestServer own) {
        this(own, Map.of());
    }

    /** With the webhooks' routes; the public listener's router is among what is bound. */
    TestNode(Hooks hooks) {
        this(null, hooks.bound());
    }

    private TestNode(@Nullable TestServer own, Map<String, Object> bound) {
        this.own = own;
        this.bound = bound;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, SQLException {
        if (own == null) {
            database.beforeAll(context);
        }
        home = NodeHome.make(own == null ? database.url() : own.url(), bound);
        start();
        listen();
    }

    /** Listens anew, for a test that took the server away. */
    void listen() throws SQLException {
        ends = new RunEnds(dataSource());
    }

    /** Starts a node on the class's database and routes; for a test that stopped the one before. */
    void start() {
        node = home().start("tested", clock);
        if (provider != null) {
            point(provider);
        }
    }

    /** Starts one more on the same database; its caller closes it. */
    Node startAnother() {
        Node another = home().start("another", clock);
        point(another, URI.create(provider().baseUrl()));
        return another;
    }

    void stop() {
        node().close();
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        Objects.requireNonNull(ends).close();
        stop();
        if (own == null) {
            database.afterAll(context);
        } else {
            own.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        provider = new FakeProvider(clock);
        point(provider);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        provider().close();
        stored().countsHold();
        // a later test must not meet the retries of an earlier one
        stored().execute("delete from docks");
        stored().execute("delete from lanes");
    }

    /** The routes that the node runs. */
    Path routes() {
        return home().routes();
    }

    private NodeHome home() {
        return Objects.requireNonNull(home);
    }

    /** Lets DigitalOcean be where the scripted one listens. */
    private void point(FakeProvider at) {
        point(URI.create(at.baseUrl()));
    }

    void point(URI baseUrl) {
        point(node(), baseUrl);
    }

    private void point(Node one, URI baseUrl) {
        Provider real = declared();
        Provider.Access access = real.access();
        Provider.Access moved = new Provider.Access(
                access.title(), Template.of(baseUrl.toString()), access.authentication(), access.headers());
        one.beans().providers().put(Changed.access(real, moved));
    }

    /** DigitalOcean as its file declares it. */
    Provider declared() {
        return Objects.requireNonNull(node().beans().providers().find(PROVIDER), "digitalocean is not loaded");
    }

    Node node() {
        return Objects.requireNonNull(node);
    }

    FakeProvider provider() {
        return Objects.requireNonNull(provider);
    }

    Stored stored() {
        return new Stored(jdbi());
    }

    private Jdbi jdbi() {
        return own == null ? database.jdbi() : node().database().jdbi();
    }

    private DataSource dataSource() {
        if (own == null) {
            return database.dataSource();
        }
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setURL(own.jdbcUrl("postgres"));
        return server;
    }

    DockStore docks() {
        return node().beans().docks();
    }

    QueueStore queue() {
        return new QueueStore(jdbi(), new ObjectMapper());
    }

    /** Adds a dock that wants these types, or all. */
    long dock(String... types) {
        return dockWithToken("token-" + DOCKS.incrementAndGet(), types);
    }

    /** Adds a dock with a token; docks with one token share a lane. */
    long dockWithToken(String token, String... types) {
        return TestDocks.add(node(), new TestDocks.New(declared(), token, Map.of(), List.of(types)), clock.instant());
    }

    Dock look(long dock) {
        return docks().find(List.of(dock)).get(0);
    }

    /** A minute later somebody asks for a sync; returns when its run, or this part of it, is over. */
    Stored.Event sync(long dock) {
        clock.tick(INTERVAL);
        enqueue(dock);
        return await(dock);
    }

    void enqueue(long dock) {
        queue().enqueue(dock, JobType.MANUAL, List.of(), clock.instant());
    }

    /** Waits until a worker lets go of the dock's job. */
    Stored.Event await(long dock) {
        Objects.requireNonNull(ends).await(dock);
        return stored().event(dock);
    }

    /** Moves the clock on, lets due docks become jobs and workers look for jobs. */
    void pass(Duration time) {
        clock.tick(time);
        schedule();
        wake();
    }

    void schedule() {
        ((DueDocks) Objects.requireNonNull(node().beans().byName().get("dueDocks"))).enqueue();
    }

    /** Waits until no worker is at work. Nothing tells of a worker that was refused, so this looks again and again. */
    void awaitIdle() {
        until(() -> node().camel().getInflightRepository().size() == 0, "workers are still at work");
    }

    static void until(BooleanSupplier holds, String otherwise) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(otherwise + " after " + SOON);
            }
            Thread.onSpinWait();
        }
    }

    /** Lets workers look for jobs. */
    void wake() {
        stored().rows("select pg_notify(?, '')", QueueStore.CHANNEL);
    }

    /** Paths with queries that the provider was asked for. */
    List<String> asked() {
        return provider().requests().stream().map(Asked::uri).map(URI::toString).toList();
    }

    /** The provider's droplets, none at first. */
    ScriptedList droplets() {
        return provider().list("/v2/droplets", "droplets");
    }

    static String droplet(int id) {
        return "{\"id\":" + id + ",\"name\":\"droplet-" + id + "\",\"status\":\"active\"}";
    }

    /** Ids of droplets, the last one not included. */
    static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }
}
