package io.tidegate.db;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The database cannot be used; the message says why and what to do, without any password. */
public sealed class DatabaseException extends RuntimeException permits DatabaseInUseException {

    private static final long serialVersionUID = 1L;

    /** Classes of SQLSTATE. */
    private static final Set<String> AWAY = Set.of("08", "53", "57");

    /** The session was ended because it had stood still inside a transaction. */
    private static final String STOOD_STILL = "25P03";

    /** Of a deadlock, or a transaction that another one overtook. */
    private static final String ROLLED_BACK = "40";

    /** A lock that was not to be had in time. */
    private static final String NOT_FREE = "55P03";

    public DatabaseException(String message) {
        super(message);
    }

    public DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether a failure came of others being at the same rows just then, so that the same may succeed a moment later. */
    public static boolean isPassing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state != null && (state.startsWith(ROLLED_BACK) || state.equals(NOT_FREE));
            }
        }
        return false;
    }

    /** Whether a failure means that the database is away, full of connections, or told to stop: it may be back soon. */
    public static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state == null || state.equals(STOOD_STILL) || AWAY.contains(state.substring(0, 2));
            }
        }
        return false;
    }
}
