package io.tidegate.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.Node;
import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockStore.NewDock;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore;
import io.tidegate.route.RouteFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The real node with its own durable PostgreSQL, the routes of the program and the provider of the bench. */
final class BenchNode implements AutoCloseable {
    private static final InstantSource CLOCK =
            () -> InstantSource.system().instant().truncatedTo(ChronoUnit.MICROS);

    private static final Set<String> OPEN = Set.of("available", "running", "retryable");
    private static final long SECOND = 1_000_000_000;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TOO_LONG = Duration.ofMinutes(3);

    private final Node node;
    private final QueueStore queue;

    private BenchNode(Node node) {
        this.node = node;
        this.queue = new QueueStore(node.database().jdbi(), new ObjectMapper());
    }

    /** @param home where its data lies; what lies there is used again */
    static BenchNode start(Path home, String provider) {
        return start(home, provider, true);
    }

    /** @param monitored whether requests are on record, and the routes run that write and watch */
    static BenchNode start(Path home, String provider, boolean monitored) {
        return start(home, provider, monitored, List.of());
    }

    /**
     * A node over a database that others use as well.
     *
     * @param flags as {@code tidegate run} takes them: where the database is, at least
     */
    static BenchNode join(Path home, String provider, List<String> flags) {
        return start(home, provider, true, flags);
    }

    private static BenchNode start(Path home, String provider, boolean monitored, List<String> more) {
        List<String> flags = new ArrayList<>(List.of(
                "--tidegate.db.embedded-port=0",
                "--tidegate.sync.lane-spacing=0s",
                "--tidegate.rate-limit-logs=" + monitored,
                "--tidegate.provider.bench.base-url=" + provider));
        flags.addAll(more);
        Settings settings = Settings.load(home, Map.of(), flags);
        RouteFolder folder = new RouteFolder(routes(home.resolve("routes"), monitored), List.of("providers"));
        return new BenchNode(Node.start(settings, CLOCK, folder, Map.of(), settings.routeProperties()));
    }

    private static Path routes(Path folder, boolean monitored) {
        Path provider = folder.resolve("providers").resolve("bench.camel.yaml");
        try (InputStream bench = Objects.requireNonNull(
                        BenchNode.class.getResourceAsStream("/bench/bench.camel.yaml"), "bench.camel.yaml");
                DirectoryStream<Path> flow = Files.newDirectoryStream(Path.of("routes-yaml"), "*.yaml")) {
            Files.createDirectories(provider.getParent());
            Files.copy(bench, provider, StandardCopyOption.REPLACE_EXISTING);
            for (Path file : flow) {
                String name = file.getFileName().toString();
                // nobody calls in, so there is nothing that would listen
                if (name.startsWith("webhooks")
                        || (!monitored && (name.startsWith("5-monitor") || name.startsWith("alerts")))) {
                    continue;
                }
                Files.copy(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DataSource database() {
        return node.database().dataSource();
    }

    Jdbi jdbi() {
        return node.database().jdbi();
    }

    Database base() {
        return node.database();
    }

    QueueStore queue() {
        return queue;
    }

    /** Adds a dock in a lane of its own that is synced once a day and when asked, or only when asked. */
    long dock(String name, String type, boolean scheduled) {
        NewDock dock = new NewDock(name, "bench", Map.of(), List.of(type), DAY, null);
        long id = node.beans()
                .docks()
                .add(dock, owner -> new Dock.Access(null, name, "bench/" + name), CLOCK.instant())
                .orElseThrow();
        if (!scheduled) {
            node.beans().docks().pause(id, CLOCK.instant());
        }
        return id;
    }

    /**
     * Asks for a sync and waits until its end is committed.
     *
     * @param progress told of the pages committed so far
     */
    Duration sync(long dock, LongConsumer progress) {
        long began = System.nanoTime();
        long job = queue.enqueue(dock, JobType.MANUAL, List.of(), CLOCK.instant())
                .get(0)
                .job();
        String state = "available";
        long told = began;
        try (Handle handle = jdbi().open()) {
            while (OPEN.contains(state)) {
                LockSupport.parkNanos(300_000);
                state = handle.createQuery("select state from sync_queue where id = :job")
                        .bind("job", job)
                        .mapTo(String.class)
                        .one();
                if (System.nanoTime() - told > SECOND) {
                    told = System.nanoTime();
                    progress.accept(handle.createQuery(
                                    "select coalesce(max(page), 0) from sync_positions where dock_id = :dock")
                            .bind("dock", dock)
                            .mapTo(Long.class)
                            .one());
                }
                if (System.nanoTime() - began > TOO_LONG.toNanos()) {
                    throw new IllegalStateException("dock " + dock + " is not synced after " + TOO_LONG);
                }
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        String status = jdbi().withHandle(
                        handle -> handle.createQuery("select last_sync_status from docks where id = :dock")
                                .bind("dock", dock)
                                .mapTo(String.class)
                                .one());
        if (!status.equals("success")) {
            throw new IllegalStateException("the sync of dock " + dock + " ended " + status);
        }
        return took;
    }

    /** Asks for a sync of each, and waits until the ends of all are committed. */
    Duration sync(List<Long> docks) {
        long began = System.nanoTime();
        docks.forEach(dock -> queue.enqueue(dock, JobType.MANUAL, List.of(), CLOCK.instant()));
        while (number("select count(*) from sync_queue where state in ('available', 'running', 'retryable')") > 0) {
            LockSupport.parkNanos(1_000_000);
            if (System.nanoTime() - began > TOO_LONG.toNanos()) {
                throw new IllegalStateException("docks are not synced after " + TOO_LONG);
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        long failed = number("select count(*) from docks where last_sync_status <> 'success'");
        if (failed > 0) {
            throw new IllegalStateException(failed + " syncs did not succeed");
        }
        return took;
    }

    long number(String query) {
        return jdbi().withHandle(
                        handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    static Instant now() {
        return CLOCK.instant();
    }

    @Override
    public void close() {
        node.close();
    }
}
