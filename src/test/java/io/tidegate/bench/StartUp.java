package io.tidegate.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.config.DatabaseUrl;
import io.tidegate.config.Secret;
import io.tidegate.db.ConnectionPool;
import io.tidegate.db.EmbeddedServer;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockStore;
import io.tidegate.dock.DockStore.NewDock;
import io.tidegate.route.trial.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The program as people start it: by the launcher, with the class cache that it keeps and the route files of all
 * providers. It syncs one page and, if asked, 1,000 docks every minute. Looked at from outside.
 */
final class StartUp implements AutoCloseable {
    static final int DOCKS = 1000;
    private static final Path LAUNCHER = Path.of("tidegate").toAbsolutePath();
    private static final Duration TOO_LONG = Duration.ofMinutes(1);
    private static final Duration TO_SETTLE = Duration.ofSeconds(15);
    private static final int LOOKS_AT_MEMORY = 60;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final int LAST_LINES = 20;
    private static final String RUNS =
            "select count(*) from sync_events where status = 'success' and started_at > :since";

    private final Path data;
    private final long began;
    private final Instant since;
    private final Process process;
    private final Deque<String> output = new ArrayDeque<>();
    private final CompletableFuture<Long> up = new CompletableFuture<>();

    /**
     * Milliseconds from the start of the process, those of processors that it used until its first sync, and mebibytes; 0
     * when not asked for or not known.
     */
    record Measured(long up, long synced, long processor, long residentMiB) {}

    private StartUp(Path home, String provider) throws IOException {
        data = home.resolve("data");
        List<String> flags = List.of(
                "--tidegate.routes.dir=" + home.resolve("routes"),
                "--tidegate.data.dir=" + data,
                "--tidegate.db.embedded-port=0",
                "--tidegate.http.port=0",
                "--tidegate.public.port=0",
                "--tidegate.sync.lane-spacing=0s",
                "--tidegate.provider.bench.base-url=" + provider);
        since = InstantSource.system().instant();
        began = System.nanoTime();
        process = launcher("run", flags);
        Thread reader = new Thread(this::read, "output of the program");
        reader.setDaemon(true);
        reader.start();
    }

    /** Builds the program if its sources are newer, and records the classes of a start, as after an installation. */
    static void prepare() throws IOException, InterruptedException {
        Process warmUp = launcher("warm-up", List.of());
        String output = new String(warmUp.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (warmUp.waitFor() != 0) {
            throw new IllegalStateException("./tidegate warm-up failed:\n" + output);
        }
    }

    /** Starts the program, and returns what it measured. */
    static Measured run(Path home, String provider, boolean rest) throws IOException {
        routes(home.resolve("routes"));
        try (StartUp start = new StartUp(home, provider);
                Handle database = start.connect().open()) {
            boolean fresh = database.createQuery("select count(*) from docks")
                            .mapTo(Long.class)
                            .one()
                    == 0;
            DockStore docks =
                    new DockStore(ConnectionPool.configured(Jdbi.create(database.getConnection())), new ObjectMapper());
            if (fresh) {
                start.up();
                add(docks, "first");
            }
            start.await(database, 1);
            long synced = start.millis();
            long processor = start.process
                    .info()
                    .totalCpuDuration()
                    .orElse(Duration.ZERO)
                    .toMillis();
            long up = start.up();
            long resident = 0;
            if (rest) {
                for (int i = 1; i < DOCKS; i++) {
                    add(docks, "dock " + i);
                }
                start.await(database, DOCKS);
                LockSupport.parkNanos(TO_SETTLE.toNanos());
                resident = start.resident();
            }
            while (!Files.exists(start.data.resolve(Verdict.NAME))) {
                start.look("not all routes ran", null);
            }
            // due at the next start, and not before this one has stopped
            database.execute("update docks set next_sync_at = now() + interval '1500 milliseconds'");
            return new Measured(up, synced, processor, resident);
        }
    }

    private static Process launcher(String command, List<String> flags) throws IOException {
        List<String> line = new ArrayList<>(List.of(LAUNCHER.toString(), command));
        line.addAll(flags);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    /** The files of the program, and the bench's provider beside the others. */
    private static void routes(Path folder) throws IOException {
        Path program = Path.of("routes-yaml");
        try (Stream<Path> files = Files.walk(program);
                InputStream bench = Objects.requireNonNull(
                        StartUp.class.getResourceAsStream("/bench/bench.camel.yaml"), "bench.camel.yaml")) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(program.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.copy(
                    bench,
                    folder.resolve("providers").resolve("bench.camel.yaml"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("Tidegate is up")) {
                    up.complete(millis());
                }
                synchronized (output) {
                    output.add(line);
                    if (output.size() > LAST_LINES) {
                        output.remove();
                    }
                }
            }
        } catch (IOException e) {
            up.completeExceptionally(e);
        }
        up.completeExceptionally(new IllegalStateException("it ended before it was up"));
    }

    private long millis() {
        return (System.nanoTime() - began) / 1_000_000;
    }

    private long up() {
        try {
            return up.orTimeout(TOO_LONG.toSeconds(), TimeUnit.SECONDS).join();
        } catch (RuntimeException e) {
            throw failed("the program did not come up", e);
        }
    }

    /** The median of a minute, in which each dock is synced once more. */
    private long resident() throws IOException {
        List<Long> looks = new ArrayList<>();
        for (int i = 0; i < LOOKS_AT_MEMORY; i++) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            looks.add(residentMiB(process.pid()));
        }
        looks.sort(null);
        return looks.get(LOOKS_AT_MEMORY / 2);
    }

    /** Its own PostgreSQL, as soon as that lets somebody in and has the tables. */
    private Jdbi connect() {
        while (true) {
            DatabaseUrl url = EmbeddedServer.running(data);
            if (url != null) {
                Secret password = Objects.requireNonNull(url.password());
                Jdbi database = ConnectionPool.configured(Jdbi.create(url.jdbc(), url.user(), password.reveal()));
                try (Handle handle = database.open()) {
                    runs(handle);
                    return database;
                } catch (RuntimeException e) {
                    look("its database does not answer", e);
                }
            }
            look("its database did not start", null);
        }
    }

    private void await(Handle database, long runs) {
        while (runs(database) < runs) {
            look("not " + runs + " runs ended well", null);
        }
    }

    private void look(String otherwise, @Nullable Exception cause) {
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        if (!process.isAlive() || millis() > TOO_LONG.toMillis()) {
            throw failed(otherwise + " within " + TOO_LONG, cause);
        }
    }

    private IllegalStateException failed(String reason, @Nullable Exception cause) {
        synchronized (output) {
            return new IllegalStateException(reason + ":\n" + String.join("\n", output), cause);
        }
    }

    private static void add(DockStore docks, String name) {
        NewDock dock = new NewDock(name, "bench", Map.of(), List.of("projects"), Duration.ofDays(1), null);
        Optional<Long> added = docks.add(
                dock,
                owner -> new Dock.Access(null, name, "bench/" + name),
                InstantSource.system().instant());
        if (added.isEmpty()) {
            throw new IllegalStateException("there is a dock " + name + " already");
        }
    }

    /** Of this process: others may have been before. */
    private long runs(Handle database) {
        return database.createQuery(RUNS).bind("since", since).mapTo(Long.class).one();
    }

    /** As Linux counts it, 0 elsewhere. */
    private static long residentMiB(long pid) throws IOException {
        Path status = Path.of("/proc").resolve(Long.toString(pid)).resolve("status");
        for (String line : Files.exists(status) ? Files.readAllLines(status) : List.<String>of()) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        return 0;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(TOO_LONG.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
