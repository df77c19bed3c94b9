package io.tidegate.fleet;

import io.tidegate.access.Actor;
import io.tidegate.access.Permission;
import io.tidegate.access.Role;
import io.tidegate.account.AccountBed;
import io.tidegate.config.Settings;
import io.tidegate.db.ConnectionPool;
import io.tidegate.db.Database;
import io.tidegate.device.DeviceRole;
import io.tidegate.device.roster.Devices;
import io.tidegate.program.Program;
import io.tidegate.testing.Await;
import io.tidegate.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL and the server processes over it; they go and come back. */
final class Cloud implements AutoCloseable {
    private static final String MASTER_KEY =
            Base64.getEncoder().encodeToString("devices sealed nothing so dearly".getBytes(StandardCharsets.UTF_8));
    private static final String UP = "Tidegate is up";
    private static final int MOST_STARTS = 20;
    private static final Duration SOON = Duration.ofMinutes(2);

    private static final String AGE = """
            with old as (
                update change_log set created_at = created_at - interval '31 days'
                where workspace_id = :workspace and server_version <= :version)
            update device_cursors set moved_at = moved_at - interval '61 days' where workspace_id = :workspace
            """;

    private static final String IN_PUSH = """
            select application_name from pg_stat_activity where wait_event_type = 'Lock' and query like 'insert into synced_%'
            """;

    private final Path home;
    private final TestServer database = TestServer.lasting();
    private final Jdbi jdbi;
    private final AccountBed accounts;
    private final Devices devices;
    private final Path routes;
    private final Map<String, Server> up = new TreeMap<>();
    private final List<Program> all = new ArrayList<>();

    private record Server(Program program, int port) {}

    /** Makes the tables, as the first process would. */
    Cloud(Path home) throws IOException {
        this.home = home;
        Settings settings = Settings.load(
                home,
                Map.of("TIDEGATE_MASTER_KEY", MASTER_KEY),
                List.of(
                        "--tidegate.db.url=" + database.url(),
                        "--tidegate.routes.dir=" + Path.of("routes-yaml").toAbsolutePath()));
        Database.open(settings).close();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl("postgres") + "&stringtype=unspecified&connectTimeout=5");
        jdbi = ConnectionPool.stores(source);
        accounts = new AccountBed(jdbi, source);
        devices = new Devices(accounts.tokens, accounts.clock);
        routes = hurried(home.resolve("routes"));
    }

    /** The routes as they are, but what is forgotten hourly is forgotten each second. */
    private static Path hurried(Path to) throws IOException {
        Path from = Path.of("routes-yaml");
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        }
        Path maintenance = to.resolve("maintenance.camel.yaml");
        String text = Files.readString(maintenance);
        String sooner = text.replace("cron: \"0 25 * * * ?\"", "cron: \"0/1 * * * * ?\"");
        if (sooner.equals(text)) {
            throw new IllegalStateException("the route that forgets hourly is not as it was: look at " + maintenance);
        }
        Files.writeString(maintenance, sooner);
        return to;
    }

    /** An organization with devices, each of another person, since limits are a person's. */
    Workspace workspace(String slug, int size, long seed) {
        Actor owner = accounts.owner(slug);
        Workspace made = new Workspace(slug, owner.organization(), jdbi);
        for (int i = 1; i <= size; i++) {
            // the same ids in each workspace, so that what is mixed up meets
            String id = "device-" + i;
            Actor person = accounts.member(owner, slug + "-" + i, Role.DEVICE_USER);
            String token = accounts.access.act(
                    person,
                    Permission.DEVICES_SYNC,
                    "device.create",
                    null,
                    deed -> devices.create(deed, new Devices.Wanted(id, id, DeviceRole.EDITOR, null, null))
                            .token()
                            .secret()
                            .reveal());
            long own = seed * 1_000 + Math.floorMod(slug.hashCode(), 37) * 20L + i;
            made.add(new Device(
                    new Device.Identity(slug, id, token, own),
                    home.resolve(slug + "-" + id),
                    new Line(this::ports, own)));
        }
        return made;
    }

    /** Starts processes and waits until they are up. */
    void start(List<String> names) throws InterruptedException, IOException {
        Map<String, Server> started = new TreeMap<>();
        for (String name : names) {
            started.put(name, launch(name));
        }
        for (Map.Entry<String, Server> each : started.entrySet()) {
            await(each.getKey(), each.getValue());
        }
    }

    /** One that finds no database is started again, as a service manager does. */
    private void await(String name, Server first) throws InterruptedException, IOException {
        Server server = first;
        for (int tries = 1; ; tries++) {
            try {
                server.program().awaitLine(UP);
                come(name, server);
                return;
            } catch (AssertionError e) {
                server.program().kill();
                if (tries == MOST_STARTS) {
                    throw e;
                }
                server = launch(name);
            }
        }
    }

    private synchronized Server launch(String name) throws IOException {
        int port = free();
        Program program = Program.start(
                home.resolve(name),
                List.of("-Xmx160m"),
                Map.of("TIDEGATE_MASTER_KEY", MASTER_KEY),
                "run",
                "--tidegate.node=" + name,
                "--tidegate.http.port=0",
                "--tidegate.public.port=" + port,
                "--tidegate.db.url=" + database.url() + "?application_name=" + name,
                "--tidegate.db.pool-size=8",
                "--tidegate.workers=1",
                "--tidegate.routes.dir=" + routes);
        all.add(program);
        return new Server(program, port);
    }

    private static int free() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private synchronized void come(String name, Server server) {
        up.put(name, server);
    }

    private synchronized List<Integer> ports() {
        return up.values().stream().map(Server::port).toList();
    }

    synchronized List<String> up() {
        return List.copyOf(up.keySet());
    }

    /** As {@code kill -9}. */
    void kill(String name) throws InterruptedException {
        Server gone;
        synchronized (this) {
            gone = up.remove(name);
        }
        if (gone == null) {
            throw new IllegalStateException(name + " is not up");
        }
        gone.program().kill();
    }

    /** The same of one that is in the midst of a push: the log has it, the rows wait for a lock. Returns which one it was. */
    String killInPush() throws InterruptedException {
        List<String> waiting = new ArrayList<>();
        jdbi.useTransaction(handle -> {
            handle.execute("lock table " + String.join(", ", Rows.tables()) + " in exclusive mode");
            boolean waits = Await.within(SOON, () -> {
                // what this transaction looked at it would be shown again
                handle.execute("select pg_stat_clear_snapshot()");
                waiting.addAll(handle.createQuery(IN_PUSH).mapTo(String.class).list());
                waiting.retainAll(up());
                return !waiting.isEmpty();
            });
            if (!waits) {
                throw new AssertionError("nobody pushes");
            }
            kill(waiting.get(0));
        });
        return waiting.get(0);
    }

    /** The database crashes, and comes back. */
    void crashDatabase() {
        database.crash();
        database.restart();
    }

    /** Lets the retention pass for all that a workspace's log has, with no device ever heard of since; the real upkeep runs. */
    void age(Workspace workspace) {
        long upTo = workspace.log().look();
        jdbi.useHandle(handle -> handle.createUpdate(AGE)
                .bind("workspace", workspace.number())
                .bind("version", upTo)
                .execute());
        boolean gone = Await.within(SOON, () -> workspace.number("floor") >= upTo);
        if (!gone) {
            throw new AssertionError("the log of " + workspace + " was not forgotten up to " + upTo + ", but to "
                    + workspace.number("floor"));
        }
        workspace.log().forget(upTo);
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** What each process printed. */
    synchronized List<String> outputs() {
        return all.stream().map(Program::output).toList();
    }

    @Override
    public synchronized void close() {
        try {
            for (Program each : all) {
                each.kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }
}
