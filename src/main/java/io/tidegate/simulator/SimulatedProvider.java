package io.tidegate.simulator;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Demo Cloud: a provider with two accounts that lives on this machine, so that Tidegate has something to show before it
 * knows a real one. Lists at {@code /v1/<resource type>} and {@code /v1/domains/<name>/records}, bearer tokens, pages of
 * 20 (at most 50), {@code X-RateLimit-*} headers with a reset in epoch seconds.
 */
public final class SimulatedProvider implements AutoCloseable {

    /** Token of the larger account. It opens nothing but this simulator. */
    public static final String HARBOUR_TOKEN = "demo-harbour-token";

    /** Token of the smaller account. It opens nothing but this simulator. */
    public static final String LIGHTHOUSE_TOKEN = "demo-lighthouse-token";

    private final AnswerServer server;
    private final Map<String, Account> accounts;

    /**
     * Binds 127.0.0.1 and starts; life begins at the clock's present instant.
     *
     * @param port 0 takes a free one
     * @throws java.io.UncheckedIOException when the port is taken
     */
    public SimulatedProvider(Scenario scenario, InstantSource clock, int port) {
        accounts = Map.of(
                "Bearer " + HARBOUR_TOKEN, new Account(Tenant.HARBOUR, scenario, clock),
                "Bearer " + LIGHTHOUSE_TOKEN, new Account(Tenant.LIGHTHOUSE, scenario, clock));
        server = new AnswerServer(port, clock, this::answer);
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Scheme, host and port, without a slash at the end. */
    public String baseUrl() {
        return server.baseUrl();
    }

    /** The requests that arrived, oldest first, without their credentials. */
    public List<Asked> requests() {
        return server.requests();
    }

    /** Stops at once; open answers are dropped. */
    @Override
    public void close() {
        server.close();
    }

    private Answer answer(Asked asked) {
        String credentials = asked.header("Authorization");
        Account account = credentials == null ? null : accounts.get(credentials);
        return account == null
                ? Account.error(401, "unauthorized", "This token opens no account.")
                : account.answer(asked);
    }
}
