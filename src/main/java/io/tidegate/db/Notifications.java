package io.tidegate.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Waits for PostgreSQL's NOTIFY on one channel, with a connection of its own. For one thread. */
public final class Notifications implements AutoCloseable {
    private final DataSource database;
    private final String channel;
    private @Nullable Connection connection;

    public Notifications(DataSource database, String channel) {
        this.database = database;
        this.channel = channel;
    }

    /**
     * Waits for a notification, at most for {@code longest}.
     *
     * @return false when the time passed without one
     * @throws DatabaseException when the database is away; the next call tries a new connection
     */
    public boolean await(Duration longest) {
        try {
            PGConnection listening = listening();
            return listening.getNotifications((int) longest.toMillis()).length > 0;
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
            try {
                // Back in the pool it would go on listening, so it is ended.
                open.unwrap(Connection.class).abort(Runnable::run);
                open.close();
            } catch (SQLException e) {
                // it is gone, which is what was wanted
            }
        }
    }
}
