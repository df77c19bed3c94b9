package io.tidegate.db;

import io.tidegate.config.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One session outside the pool, for what lives as long as its session: locks and notifications. It opens when it is
 * first needed, and anew after it broke. For one thread; any thread may close it.
 */
public final class Session implements AutoCloseable {
    private static final int ANSWER_SECONDS = 5;

    /** The server ends a session whose machine vanished after about ten seconds, well after we gave up ourselves. */
    private static final String FIRST =
            "set time zone 'UTC'; set tcp_keepalives_idle = 4; set tcp_keepalives_interval = 2;"
                    + " set tcp_keepalives_count = 3; set tcp_user_timeout = 10000; ";

    private final PGSimpleDataSource source;
    private final String first;
    private @Nullable Connection open;
    private boolean closed;

    /** @param first a statement that each new session begins with; may be empty */
    Session(DatabaseUrl url, String applicationName, String first) {
        source = Probe.dataSource(url);
        if (!url.parameters().containsKey("socketTimeout")) {
            source.setSocketTimeout(ANSWER_SECONDS);
        }
        if (!url.parameters().containsKey("ApplicationName")) {
            source.setApplicationName(applicationName);
        }
        source.setLogServerErrorDetail(false);
        this.first = FIRST + first;
    }

    /**
     * Asks something in this session.
     *
     * @throws DatabaseException when the session broke, and with it all that lived in it
     */
    public <T> T ask(Function<Handle, T> question) {
        try {
            Jdbi jdbi = ConnectionPool.configured(Jdbi.create(connection()));
            return jdbi.withHandle(question::apply);
        } catch (SQLException | JdbiException e) {
            throw broken(e);
        }
    }

    /**
     * Waits for a notification, at most for {@code longest}.
     *
     * @return false when the time passed without one
     * @throws DatabaseException as soon as the session breaks
     */
    public boolean await(Duration longest) {
        try {
            // the driver takes 0 for ever
            int millis = (int) Math.max(1, longest.toMillis());
            return connection().unwrap(PGConnection.class).getNotifications(millis).length > 0;
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /**
     * Opens it where it is not.
     *
     * @throws DatabaseException when the database is away
     */
    public void open() {
        try {
            connection();
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /**
     * Waits for notifications, at most for {@code longest}.
     *
     * @return what they say, each once; nothing when the time passed without one
     * @throws DatabaseException as soon as the session breaks
     */
    public Set<String> told(Duration longest) {
        try {
            int millis = (int) Math.max(1, longest.toMillis());
            Set<String> told = new LinkedHashSet<>();
            for (PGNotification each : connection().unwrap(PGConnection.class).getNotifications(millis)) {
                told.add(each.getParameter());
            }
            return told;
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private DatabaseException broken(Exception e) {
        end();
        return new DatabaseException("the session broke: " + e.getMessage(), e);
    }

    private synchronized Connection connection() throws SQLException {
        if (closed) {
            throw new SQLException("the session is closed");
        }
        Connection connection = open;
        if (connection == null) {
            connection = source.getConnection();
            open = connection;
            try (Statement statement = connection.createStatement()) {
                statement.execute(first);
            }
        }
        return connection;
    }

    /** Ends the session and whatever lived in it, also while another thread waits in it. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        end();
    }

    private void end() {
        Connection connection;
        synchronized (this) {
            connection = open;
            open = null;
        }
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // it is gone already, which is what we want
                return;
            }
        }
    }
}
