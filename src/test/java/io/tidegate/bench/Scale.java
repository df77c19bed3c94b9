package io.tidegate.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/**
 * {@code make scale}: how fresh many docks are kept, each with a rate limit of its own and due every minute, at a
 * provider that takes a while to answer; and what that costs. One row for each number of nodes and docks.
 */
public final class Scale implements AutoCloseable {
    private static final PrintStream PROGRESS = System.err;
    private static final Duration SAMPLE = Duration.ofSeconds(2);

    private final Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "scale")
            .toAbsolutePath();
    private final Duration measured = Duration.ofSeconds(Integer.getInteger("scale.seconds", 90));
    private final ArrayNode rows = new ObjectMapper().createArrayNode();
    private final Database database;
    private final PageServer provider;
    private final ProcessHandle postmaster;

    private Scale() throws IOException {
        database = Database.open(
                Settings.load(home.resolve("database"), Map.of(), List.of("--tidegate.db.embedded-port=0")));
        provider = PageServer.start(PageServer.PAGE, Duration.ofMillis(Integer.getInteger("scale.latency", 100)));
        long backend = number("select pg_backend_pid()");
        postmaster = ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElseThrow();
    }

    public static void main(String[] args) throws IOException {
        try (Scale scale = new Scale()) {
            System.out.println("nodes   docks  syncs/s  fresh p50  fresh p99     most  nodes' cores  database's cores"
                    + "  largest node  connections");
            for (int nodes : numbers("scale.nodes", "1")) {
                try (Fleet fleet =
                        new Fleet(scale.home.resolve("fleet-" + nodes), scale.provider.baseUrl(), scale.flags())) {
                    for (int docks : numbers("scale.docks", "100,1000,2000,4000")) {
                        scale.measure(fleet, nodes, docks);
                    }
                }
            }
            Path file = Path.of("target", "scale.json");
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), scale.rows);
            say("the same figures are in %s", file);
        }
        System.exit(0);
    }

    private List<String> flags() {
        return List.of(
                "--tidegate.db.url=" + database.url(), "--tidegate.workers=" + Integer.getInteger("scale.workers", 16));
    }

    private void measure(Fleet fleet, int nodes, int docks) throws IOException {
        say("%d node(s), %,d docks: each is synced once", nodes, docks);
        connect(docks);
        fleet.grow(nodes);
        await("select count(*) from docks where last_sync_at is null", Duration.ofMinutes(10));
        say("  and now a minute until they run evenly");
        LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(1));
        double cores = fleet.processorSeconds();
        double databaseCores = databaseSeconds();
        long answered = provider.answered();
        long began = System.nanoTime();
        List<double[]> ages = new ArrayList<>();
        while (System.nanoTime() - began < measured.toNanos()) {
            LockSupport.parkNanos(SAMPLE.toNanos());
            ages.add(ages());
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        double[] sorted = ages.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        ObjectNode row = rows.addObject()
                .put("nodes", nodes)
                .put("docks", docks)
                .put("syncs_per_second", (provider.answered() - answered) / seconds)
                .put("fresh_p50_seconds", sorted[sorted.length / 2])
                .put("fresh_p99_seconds", sorted[(int) (sorted.length * 0.99)])
                .put("fresh_most_seconds", sorted[sorted.length - 1])
                .put("nodes_cores", (fleet.processorSeconds() - cores) / seconds)
                .put("database_cores", (databaseSeconds() - databaseCores) / seconds)
                .put("largest_node_mib", fleet.mostResidentMiB())
                .put(
                        "connections",
                        number("select count(*) from pg_stat_activity where backend_type = 'client backend'"));
        System.out.println(String.format(
                Locale.ROOT,
                "%5d %,7d %8.1f %8.1f s %8.1f s %6.1f s %13.2f %17.2f %9d MiB %12d",
                nodes,
                docks,
                row.get("syncs_per_second").asDouble(),
                row.get("fresh_p50_seconds").asDouble(),
                row.get("fresh_p99_seconds").asDouble(),
                row.get("fresh_most_seconds").asDouble(),
                row.get("nodes_cores").asDouble(),
                row.get("database_cores").asDouble(),
                row.get("largest_node_mib").asLong(),
                row.get("connections").asLong()));
    }

    /** Adds docks until there are so many, or takes the last away; new ones are due within a minute, evenly. */
    private void connect(int docks) {
        jdbi().useHandle(handle -> {
            handle.execute(
                    "delete from docks where name like 'dock %' and cast(substr(name, 6) as integer) > ?", docks);
            handle.execute(
                    "insert into docks (org_id, name, provider, resource_types, scope_id, lane_key, next_sync_at,"
                            + " created_at, updated_at)"
                            + " select 1, 'dock ' || n, 'bench', array['projects'], 'dock ' || n, 'bench/dock ' || n,"
                            + " now() + make_interval(secs => 60.0 * (n % 997) / 997), now(), now()"
                            + " from generate_series(1, ?) n on conflict do nothing",
                    docks);
        });
    }

    private void await(String left, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        long told = System.nanoTime();
        for (long count = number(left); count > 0; count = number(left)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(count + " docks are not synced after " + most);
            }
            if (System.nanoTime() - told > TimeUnit.SECONDS.toNanos(10)) {
                told = System.nanoTime();
                say("  %,d to go", count);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
    }

    /** How old what is stored of each dock is, in seconds. */
    private double[] ages() {
        return jdbi().withHandle(handle -> handle
                .createQuery("select extract(epoch from clock_timestamp() - p.completed_at)::double precision"
                        + " from sync_positions p join docks d on d.id = p.dock_id where p.completed_at is not null")
                .mapTo(Double.class)
                .stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    private double databaseSeconds() {
        return Fleet.processorSeconds(postmaster)
                + postmaster.children().mapToDouble(Fleet::processorSeconds).sum();
    }

    private long number(String query) {
        return jdbi().withHandle(
                        handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    private Jdbi jdbi() {
        return database.jdbi();
    }

    private static int[] numbers(String property, String usual) {
        return Stream.of(System.getProperty(property, usual).split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static void say(String format, Object... values) {
        PROGRESS.println(String.format(Locale.ROOT, format, values));
    }

    @Override
    public void close() throws IOException {
        provider.close();
        database.close();
        try (Stream<Path> tree = Files.walk(home)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
