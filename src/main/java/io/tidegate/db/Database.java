package io.tidegate.db;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.config.DatabaseUrl;
import io.tidegate.config.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
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

    private final DatabaseUrl url;
    private final String applicationName;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Use use;
    private final @Nullable EmbeddedServer server;

    private Database(
            DatabaseUrl url, String applicationName, HikariDataSource pool, Use use, @Nullable EmbeddedServer server) {
        this.url = url;
        this.applicationName = applicationName;
        this.pool = pool;
        this.jdbi = ConnectionPool.stores(pool);
        this.use = use;
        this.server = server;
    }

    /**
     * For the running program: the external database, or Tidegate's own, started on the data folder.
     *
     * @throws DatabaseInUseException when another process runs on the data folder
     * @throws io.tidegate.config.SettingsException when the port of Tidegate's own server is taken
     * @throws DatabaseException when the database cannot be used
     */
    public static Database open(Settings settings) {
        DatabaseUrl external = settings.db().url();
        return external != null ? connect(settings, external, Use.PROGRAM, null) : start(settings, Use.PROGRAM);
    }

    /** For whoever only looks at what would use it: nothing can be read or written. */
    public static Database absent() {
        DatabaseUrl nowhere = DatabaseUrl.parse("postgresql://nobody@127.0.0.1:1/none");
        return new Database(nowhere, "tidegate", new HikariDataSource(), Use.COMMAND, null);
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
            return connect(settings, external, Use.COMMAND, null);
        }
        Path data = settings.directories().data();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ATTACH_SECONDS);
        while (true) {
            DatabaseUrl running = EmbeddedServer.running(data);
            try {
                return running != null && Probe.answers(running)
                        ? join(settings, running)
                        : start(settings, Use.COMMAND);
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
        Database database = connect(settings, running, Use.COMMAND, null);
        try (Connection first = database.dataSource().getConnection()) {
            LOG.debug("joined by {}", first);
            return database;
        } catch (SQLException e) {
            database.close();
            throw new DatabaseException("the database went away: " + e.getMessage(), e);
        }
    }

    private static Database start(Settings settings, Use use) {
        EmbeddedServer server = EmbeddedServer.start(settings);
        boolean connected = false;
        try {
            Database database = connect(settings, server.url(), use, server);
            connected = true;
            return database;
        } finally {
            if (!connected) {
                server.close();
            }
        }
    }

    private static Database connect(Settings settings, DatabaseUrl url, Use use, @Nullable EmbeddedServer server) {
        String version = Probe.check(url);
        if (use == Use.PROGRAM || !Migration.isUpToDate(Probe.dataSource(url))) {
            Migration.apply(Probe.dataSource(url), url);
        }
        LOG.info("PostgreSQL {} at {}", version, url);
        int size = use == Use.PROGRAM ? settings.db().poolSize() : COMMAND_POOL_SIZE;
        String applicationName = "tidegate/" + settings.sync().node();
        return new Database(url, applicationName, ConnectionPool.open(url, size, applicationName), use, server);
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
        return new Session(url, applicationName, first);
    }

    /** One line {@code postgresql://user:password@host:port/database}: with the password, for {@code db url} only. */
    public String url() {
        return url.line();
    }

    /** Closes the pool; Tidegate's own server stops if this process started it. */
    @Override
    public void close() {
        pool.close();
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
