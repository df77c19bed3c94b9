package io.tidegate.run;

import io.tidegate.provider.failure.ProviderException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** The monitoring tables' codes for what can go wrong. */
public final class FailureCode {
    /** A run committed no page for too long. */
    public static final String STALLED = "STALLED";

    /** A route that a list needs is stopped. */
    public static final String ROUTE_STOPPED = "ROUTE_STOPPED";

    private FailureCode() {}

    /** The code of a failure. */
    public static String of(Throwable failure) {
        if (failure instanceof ProviderException provider) {
            return provider.code();
        } else if (failure instanceof CircuitOpenException) {
            return "CIRCUIT_OPEN";
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
        } else if (failure instanceof DirectConsumerNotAvailableException
                || failure instanceof RejectedExecutionException) {
            return ROUTE_STOPPED;
        }
        return "UNKNOWN_ERROR";
    }
}
