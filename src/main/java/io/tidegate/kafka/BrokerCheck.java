package io.tidegate.kafka;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Asks the brokers whether they answer this node and let it in. A node that only reads would else never hear why it reads
 * nothing: the client tells that to its log alone, again and again.
 */
public final class BrokerCheck {
    private static final int SECONDS = 5;

    private final Properties access;

    /** @param access how brokers are reached, as the client wants it */
    BrokerCheck(Properties access) {
        this.access = new Properties();
        this.access.putAll(access);
        this.access.putAll(Map.of(
                "client.id", "tidegate-check",
                "request.timeout.ms", Integer.toString(SECONDS * 1000),
                "default.api.timeout.ms", Integer.toString(SECONDS * 1000)));
    }

    /**
     * Asks once, on a new connection.
     *
     * @throws IllegalStateException when they do not answer, or let us not in; its message says why
     */
    public void ask() throws InterruptedException {
        try (Admin brokers = Admin.create(access)) {
            brokers.describeCluster().nodes().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(words(e.getCause() == null ? e : e.getCause()), e);
        } catch (RuntimeException e) {
            throw new IllegalStateException("no connection can be made: " + root(e), e);
        }
    }

    static String words(Throwable e) {
        if (e instanceof TimeoutException) {
            return "no broker answers within " + SECONDS + " s";
        } else if (e instanceof SslAuthenticationException) {
            return "TLS is refused: " + root(e);
        } else if (e instanceof AuthenticationException) {
            return "the brokers do not let us in: " + root(e);
        }
        return root(e);
    }

    private static String root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
