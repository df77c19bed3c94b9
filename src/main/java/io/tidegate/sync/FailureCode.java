package io.tidegate.sync;

import io.tidegate.provider.ProviderException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** The monitoring tables' codes for what can go wrong. */
final class FailureCode {
    /** SQLSTATE classes of a database that is away, full of connections, or told to stop. */
    private static final Set<String> AWAY = Set.of("08", "53", "57");

    private FailureCode() {}

    static String of(Throwable failure) {
        if (failure instanceof ProviderException provider) {
            return provider.code();
        } else if (failure instanceof ConnectTimeoutException) {
            return "ETIMEDOUT";
        } else if (failure instanceof ConnectException) {
            return "ECONNREFUSED";
        } else if (failure instanceof SocketTimeoutException) {
            return "TIMEOUT";
        } else if (failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException
                || failure instanceof IOException) {
            return "NETWORK_ERROR";
        }
        return "UNKNOWN_ERROR";
    }

    /** Whether our own database cannot be reached, so that nothing can be written down. */
    static boolean isDatabaseAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state == null || AWAY.contains(state.substring(0, 2));
            }
        }
        return false;
    }
}
