package io.tidegate.db;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.config.DatabaseUrl;
import io.tidegate.config.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database with its tables up to date: an external one, or Tidegate's own, which stops with {@link #close()}. */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final int COMMAND_POOL_SIZE = 4;
    private static final int ATTACH_SECONDS = 30;
    private static final int ATTACH_PAUSE_MILLIS = 200;

    private final String applicationName;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Use use;
    private final CompletableFuture<Reached> reached;

    /** Opens with the first connection that is asked for, which waits until it is known where the database is. */
    private static final class Pool extends HikariDataSource {
        private final CompletableFuture<Reached> reached;

        Pool(CompletableFuture<Reached> reached) {
            this.reached = reached;
        }

        @Override
        public Connection getConnection() throws SQLException {
            try {
                reached.join();
            } catch (CompletionException e) {
                throw new SQLException("the database cannot be used: " + e.getCause(), e.getCause());
            }
            return super.getConnection();
        }
    }

    /** Where it is, and its server when this process is the one to stop it. */
    private record Reached(DatabaseUrl url, @Nullable EmbeddedServer server) {}

    private Database(String applicationName, HikariDataSource pool, Use use, CompletableFuture<Reached> reached) {
        this.applicationName = applicationName;
        this.pool = pool;
        this.jdbi = ConnectionPool.stores(pool);
        this.use = use;
        this.reached = reached;
    }

    /**
     * For the running program: the external database, or Tidegate's own, started on the data folder.
     *
     * @throws DatabaseInUseException when another process runs on the data folder
     * @throws io.tidegate.config.SettingsException when the port of Tidegate's own server is taken
     * @throws DatabaseException when the database cannot be used
     */
    public static Database open(Settings settings) {
        Database database = begin(settings);
        database.await();
        return database;
    }

    /**
     * The same without waiting for it: a server needs a second until it answers and its tables are looked at. Whoever asks
     * for a connection before waits for that.
     */
    public static Database begin(Settings settings) {
        CompletableFuture<Reached> reached = new CompletableFuture<>();
        Pool pool = new Pool(reached);
        reached.completeAsync(() -> reach(settings, pool), task -> new Thread(task, "database").start());
        return new Database(applicationName(settings), pool, Use.PROGRAM, reached);
    }

    /**
     * Waits until it can be used.
     *
     * @throws RuntimeException why it cannot, as {@link #open} does; nothing of it runs then
     */
    public void await() {
        reached();
    }

    private Reached reached() {
        try {
            return reached.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
    }

    /** For whoever only looks at what would use it: nothing can be read or written. */
    public static Database absent() {
        DatabaseUrl nowhere = DatabaseUrl.parse("postgresql://nobody@127.0.0.1:1/none");
        return new Database(
                "tidegate",
                new HikariDataSource(),
                Use.COMMAND,
                CompletableFuture.completedFuture(new Reached(nowhere, null)));
    }

    /**
     * For a command: the external database, or Tidegate's own, be it that another process runs it already, be it that
     * it is started until {@link #close()}.
     *
     * @throws DatabaseException when the database cannot be used
     */
    public static Database attach(Settings settings) {
        DatabaseUrl external = settings.db().url();
        if (external != null) {
            return command(settings, pool -> connect(settings, external, Use.COMMAND, pool));
        }
        Path data = settings.directories().data();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ATTACH_SECONDS);
        while (true) {
            DatabaseUrl running = EmbeddedServer.running(data);
            try {
                return running != null && Probe.answers(running)
                        ? join(settings, running)
                        : command(settings, pool -> start(settings, Use.COMMAND, pool));
            } catch (DatabaseException e) {
                // Its holder is about to start it, or stopped it between our look and our connection.
                boolean gone = running != null && !Probe.answers(running);
                boolean passes = gone || e instanceof DatabaseInUseException || DatabaseException.isOutage(e);
                if (!passes || System.nanoTime() > deadline) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** With a session from the beginning, for which the command that started the server waits before it stops it. */
    private static Database join(Settings settings, DatabaseUrl running) {
        Database database = command(settings, pool -> connect(settings, running, Use.COMMAND, pool));
        try (Connection first = database.dataSource().getConnection()) {
            LOG.debug("joined by {}", first);
            return database;
        } catch (SQLException e) {
            database.close();
            throw new DatabaseException("the database went away: " + e.getMessage(), e);
        }
    }

    private static Database command(Settings settings, Function<HikariDataSource, Reached> reach) {
        HikariDataSource pool = new HikariDataSource();
        CompletableFuture<Reached> reached = CompletableFuture.completedFuture(reach.apply(pool));
        return new Database(applicationName(settings), pool, Use.COMMAND, reached);
    }

    private static Reached reach(Settings settings, HikariDataSource pool) {
        DatabaseUrl external = settings.db().url();
        return external != null ? connect(settings, external, Use.PROGRAM, pool) : start(settings, Use.PROGRAM, pool);
    }

    private static Reached start(Settings settings, Use use, HikariDataSource pool) {
        EmbeddedServer server = EmbeddedServer.start(settings);
        boolean connected = false;
        try {
            Reached reached = connect(settings, server.url(), use, pool);
            connected = true;
            return new Reached(reached.url(), server);
        } finally {
            if (!connected) {
                server.close();
            }
        }
    }

    private static Reached connect(Settings settings, DatabaseUrl url, Use use, HikariDataSource pool) {
        String version = Probe.check(url);
        if (use == Use.PROGRAM || !Migration.isNewest(Probe.dataSource(url))) {
            Migration.apply(Probe.dataSource(url), url);
        }
        LOG.info("PostgreSQL {} at {}", version, url);
        int size = use == Use.PROGRAM ? settings.db().poolSize() : COMMAND_POOL_SIZE;
        ConnectionPool.set(pool, url, size, applicationName(settings));
        return new Reached(url, null);
    }

    private static String applicationName(Settings settings) {
        return "tidegate/" + settings.sync().node();
    }

    /** The pool; a caller waits at most 5 s for a connection. Sessions are in UTC. */
    public DataSource dataSource() {
        return pool;
    }

    /** Counts in this registry what the pool does. */
    public void count(MeterRegistry meters) {
        pool.setMetricRegistry(meters);
    }

    /** The same, for stores. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /**
     * A session of its own, beside the pool; its caller closes it.
     *
     * @param first a statement that it begins with, also after it broke and opened anew; may be empty
     */
    public Session session(String first) {
        return new Session(reached().url(), applicationName, first);
    }

    /** One line {@code postgresql://user:password@host:port/database}: with the password, for {@code db url} only. */
    public String url() {
        return reached().url().line();
    }

    /** Closes the pool; Tidegate's own server stops if this process started it, also one that is still starting. */
    @Override
    public void close() {
        Reached there = reached.exceptionally(failed -> null).join();
        pool.close();
        EmbeddedServer server = there == null ? null : there.server();
        if (server != null) {
            if (use == Use.COMMAND) {
                server.awaitOthers();
            }
            server.close();
        }
    }

    /** What a connection is for: a command is short and wants little. */
    private enum Use {
        PROGRAM,
        COMMAND
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(ATTACH_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("Interrupted while waiting for the database.", e);
        }
    }
}
