package io.tidegate.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A PostgreSQL server that can go away and come back; quick and not durable, unlike the one of the program. */
public final class TestServer implements AutoCloseable {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path PROGRAMS = TARGET.resolve("postgres-programs");

    private final Path folder;
    private final boolean lasting;
    private final Process leash;
    private EmbeddedPostgres postgres;

    private TestServer(Path folder, int port, boolean lasting) {
        this.folder = folder;
        this.lasting = lasting;
        this.postgres = launch(port);
        this.leash = leash(folder);
    }

    /** It outlives this process, as servers do; so who reads from this process ends it, when there is nothing more to read. */
    private static Process leash(Path folder) {
        String wait = """
                cat > /dev/null
                pid=$(head -n 1 "$0/postmaster.pid") && kill -QUIT "$pid" && while kill -0 "$pid"; do sleep 1; done
                rm -rf "$0"
                """;
        try {
            return new ProcessBuilder("sh", "-c", wait, folder.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fresh server on any free port. */
    public static TestServer start() {
        return start(false);
    }

    /** A fresh server on any free port that, when it crashes, has lost nothing it had acknowledged. */
    public static TestServer lasting() {
        return start(true);
    }

    private static TestServer start(boolean lasting) {
        try {
            Files.createDirectories(TARGET);
            return new TestServer(Files.createTempDirectory(TARGET, "test-server"), 0, lasting);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As tidegate.db.url takes it; the database is empty. */
    public String url() {
        return url("postgres");
    }

    /** The same for another of its databases. */
    public String url(String database) {
        return "postgresql://postgres@127.0.0.1:" + postgres.getPort() + "/" + database;
    }

    /** For the JDBC driver. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database + "?user=postgres";
    }

    /** Takes the server away: sessions break, new ones are refused. */
    public void stop() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes it away as a crash does: nothing is written any more, and the next start recovers. */
    public void crash() {
        ProcessHandle server = ProcessHandle.of(pid()).orElseThrow();
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(server.pid())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.onExit().join();
        stop();
    }

    /** Of its first process. */
    public long pid() {
        try {
            return Long.parseLong(
                    Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Brings it back with its data, where it was. */
    public void restart() {
        postgres = launch(postgres.getPort());
    }

    /** Stops the server and removes its data. */
    @Override
    public void close() {
        leash.destroy();
        stop();
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmbeddedPostgres launch(int port) {
        // The library would unpack its programs in the system's folder for temporary files.
        System.setProperty("ot.epg.working-dir", PROGRAMS.toString());
        try {
            Files.createDirectories(PROGRAMS);
            return EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setOverrideWorkingDirectory(PROGRAMS.toFile())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", lasting ? "on" : "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("unix_socket_directories", "")
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
