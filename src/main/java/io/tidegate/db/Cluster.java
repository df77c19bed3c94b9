package io.tidegate.db;

import io.tidegate.config.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The files of Tidegate's own PostgreSQL in the data folder. Only who holds the folder's lock may change them. */
record Cluster(Path data) {

    /** Of the programs in the class path; files of another major version cannot be read. */
    static final String MAJOR = "17";

    private static final String PROGRAMS_PROPERTY = "ot.epg.working-dir";

    /** Crash recovery may have to read all of max_wal_size. */
    private static final Duration START_WAIT = Duration.ofSeconds(60);

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            // The library switches durability off, as its tests want it.
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "100"),
            Map.entry("shared_buffers", "64MB"),
            Map.entry("max_wal_size", "512MB"),
            Map.entry("random_page_cost", "1.1"),
            Map.entry("jit", "off"),
            // No statement and no row in the log: they may hold what providers answered.
            Map.entry("log_min_messages", "warning"),
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_error_verbosity", "terse"));

    Path folder() {
        return data.resolve("postgres");
    }

    Path log() {
        return data.resolve("postgres.log");
    }

    /** Below a folder of ours alone, because the library lets everybody write into the one it is given. */
    private Path programs() {
        return data.resolve("postgres-programs").resolve("unpacked");
    }

    /** Whether there is a database that is worth keeping. */
    boolean isMade() {
        return Files.exists(folder().resolve("PG_VERSION")) && !Files.exists(unfinished());
    }

    /** Stands while a first start is under way; found at a start, that one was cut short. */
    private Path unfinished() {
        return data.resolve("postgres.unfinished");
    }

    /**
     * Makes the folder ready for a start.
     *
     * @return whether the database has to be made first
     */
    boolean prepare() throws IOException {
        checkUser();
        if (Files.exists(unfinished())) {
            PrivateFiles.delete(folder());
        }
        Path version = folder().resolve("PG_VERSION");
        boolean fresh = !Files.exists(version);
        if (!fresh && !Files.readString(version).strip().equals(MAJOR)) {
            throw new DatabaseException(
                    ("%s holds a database of PostgreSQL %s, and this Tidegate brings %s: dump it with the "
                                    + "Tidegate that made it and load it into a new data folder, or set tidegate.db.url.")
                            .formatted(folder(), Files.readString(version).strip(), MAJOR));
        }
        if (fresh) {
            Files.writeString(unfinished(), "");
        }
        removeBrokenPrograms();
        if (Files.exists(log())) {
            Files.move(log(), data.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return fresh;
    }

    EmbeddedPostgres start(int port, Secret password) throws IOException {
        // Without it the library tidies up in the system's folder for temporary files.
        System.setProperty(PROGRAMS_PROPERTY, programs().toString());
        PrivateFiles.folder(data.resolve("postgres-programs"));
        Files.createDirectories(programs());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(programs().toFile())
                .setPort(port)
                .setPGStartupWait(START_WAIT)
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log().toFile()))
                // The same order of texts on every system.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", ServerPassword.file(data).toString())
                .setConnectConfig("password", password.reveal());
        SETTINGS.forEach(builder::setServerConfig);
        return builder.start();
    }

    /** The roles beside its own that Tidegate needs and may not make itself; an older Tidegate's cluster lacks them. */
    static void addRoles(DataSource superuser) {
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    do $$ begin
                        if not exists (select from pg_roles where rolname = 'tidegate_api') then
                            create role tidegate_api nologin;
                        end if;
                        if not pg_has_role('tidegate', 'tidegate_api', 'member') then
                            grant tidegate_api to tidegate;
                        end if;
                    end $$
                    """);
        } catch (SQLException e) {
            throw new IllegalStateException("the role tidegate_api cannot be made", e);
        }
    }

    /** Makes role and database; from here on the folder holds something worth keeping. */
    void finish(DataSource superuser, Secret password) throws IOException {
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role tidegate login password '%s'".formatted(password.reveal()));
            statement.execute("create database tidegate owner tidegate");
        } catch (SQLException e) {
            throw new DatabaseException("The new database in " + folder() + " cannot be set up.", e);
        }
        Files.delete(unfinished());
    }

    DatabaseException failure(Exception cause) {
        String reason = lastFatalLine();
        return new DatabaseException(
                "PostgreSQL did not start in " + folder() + (reason.isEmpty() ? "" : ": " + reason) + "; see " + log(),
                cause);
    }

    private String lastFatalLine() {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> line.contains("FATAL:") || line.contains("error:"))
                    .reduce((first, second) -> second)
                    .orElse("");
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    /** As root, PostgreSQL runs only in a user namespace, which most containers do not allow. */
    private static void checkUser() {
        boolean root = "root".equals(System.getProperty("user.name"));
        if (root && !io.zonky.test.db.postgres.util.LinuxUtils.isUnshareAvailable()) {
            throw new DatabaseException("PostgreSQL does not run as root here: start Tidegate as another user, or set "
                    + "tidegate.db.url to an external database.");
        }
    }

    private void removeBrokenPrograms() throws IOException {
        if (!Files.isDirectory(programs())) {
            return;
        }
        List<Path> broken;
        try (Stream<Path> children = Files.list(programs())) {
            broken = children.filter(child -> !Files.exists(child.resolve(".exists")))
                    .toList();
        }
        for (Path child : broken) {
            PrivateFiles.delete(child);
        }
    }
}
