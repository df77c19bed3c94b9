package io.tidegate.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for PostgreSQL's NOTIFY on one channel, with a connection of its own. For one thread. */
public final class Notifications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

    private final DataSource database;
    private final String channel;
    private @Nullable Connection connection;

    public Notifications(DataSource database, String channel) {
        this.database = database;
        this.channel = channel;
    }

    /**
     * Waits for a notification, at most for {@code longest}. Not when it only begins to listen, at first or in a new
     * session: what was notified until then is not known, so that its caller has to look.
     *
     * @return false when the time passed without one
     * @throws DatabaseException when the database is away; the next call tries a new connection
     */
    public boolean await(Duration longest) {
        try {
            boolean begins = connection == null;
            PGConnection listening = listening();
            if (begins) {
                return true;
            }
            // the driver takes 0 for ever
            return listening.getNotifications((int) Math.max(1, longest.toMillis())).length > 0;
        } catch (SQLException e) {
            close();
            throw new DatabaseException("the database does not answer: " + e.getMessage(), e);
        }
    }

    private PGConnection listening() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.getConnection();
            connection = open;
            try (Statement statement = open.createStatement()) {
                statement.execute("listen " + channel);
            }
        }
        return open.unwrap(PGConnection.class);
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            // Back in the pool it must not go on listening; ended instead, the pool would warn of a broken session.
            try (Connection done = open;
                    Statement statement = done.createStatement()) {
                statement.execute("unlisten *");
            } catch (SQLException e) {
                LOG.debug("the session that listened is gone", e);
            }
        }
    }
}
