package io.tidegate.db;

import io.tidegate.config.DatabaseUrl;
import io.tidegate.config.Secret;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The first connection to a database: says in plain words why it cannot be used. */
final class Probe {

    private static final int OLDEST = 15;
    private static final int CONNECT_SECONDS = 5;

    private Probe() {}

    /** A source of single connections, without the pool's limits on time. */
    static PGSimpleDataSource dataSource(DatabaseUrl url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(CONNECT_SECONDS);
        source.setTcpKeepAlive(true);
        source.setUrl(url.jdbc());
        source.setUser(url.user());
        Secret password = url.password();
        source.setPassword(password == null ? null : password.reveal());
        return source;
    }

    /**
     * Connects once.
     *
     * @return the server's version, such as 17.6
     * @throws DatabaseException with the reason and what to do
     */
    static String check(DatabaseUrl url) {
        try (Connection connection = dataSource(url).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select current_setting('server_version_num')::int / 10000, current_setting('server_version')")) {
            row.next();
            if (row.getInt(1) < OLDEST) {
                throw new DatabaseException(
                        "%s is PostgreSQL %s, and Tidegate needs %d or newer: upgrade it or name another one."
                                .formatted(url, row.getString(2), OLDEST));
            }
            return row.getString(2);
        } catch (SQLException e) {
            throw failure(url, e);
        }
    }

    static boolean answers(DatabaseUrl url) {
        try (Connection connection = dataSource(url).getConnection()) {
            return connection.isValid(CONNECT_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private static DatabaseException failure(DatabaseUrl url, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String reason = switch (state) {
            case "28P01" ->
                "refuses the password of " + url.user() + ": correct tidegate.db.user and tidegate.db.password";
            case "28000" ->
                "does not let " + url.user() + " in (" + firstLine(e)
                        + "): correct tidegate.db.user, or allow it in pg_hba.conf";
            case "3D000" ->
                "has no database " + url.database() + ": create it with `createdb " + url.database()
                        + "`, or correct tidegate.db.url";
            case "53300" -> "has no connection left: raise its max_connections or lower tidegate.db.pool-size";
            case "57P03" -> "is starting or stopping: try again in a moment";
            case "08001", "08004", "08006" ->
                "cannot be reached (" + network(e) + "): start it, or correct tidegate.db.url";
            default -> "cannot be used (" + firstLine(e) + ")";
        };
        // Without the cause: some messages of the driver quote what was set.
        return new DatabaseException("The database " + url + " " + reason + ".");
    }

    private static String network(SQLException e) {
        Throwable cause = e.getCause();
        if (cause instanceof UnknownHostException) {
            return "unknown host";
        }
        if (cause instanceof SocketTimeoutException) {
            return "no answer within " + CONNECT_SECONDS + " s";
        }
        @Nullable String message = cause == null ? e.getMessage() : cause.getMessage();
        return message == null
                ? "no connection"
                : message.lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
    }

    private static String firstLine(SQLException e) {
        String message = e.getMessage();
        return message == null
                ? "state " + e.getSQLState()
                : message.lines().findFirst().orElse("").strip();
    }
}
