package io.tidegate.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.budget.BudgetStore;
import io.tidegate.budget.Observation;
import io.tidegate.budget.RateLimitHeaders;
import io.tidegate.monitor.Monitor;
import io.tidegate.provider.LimitedException;
import io.tidegate.provider.Provider;
import io.tidegate.provider.ProviderException;
import io.tidegate.provider.RejectedException;
import io.tidegate.provider.TransientException;
import io.tidegate.provider.UnauthorizedException;
import io.tidegate.run.SyncRun;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Reads every response's rate headers, whatever its status, and says what a status that is no success means. */
public final class HeaderCapture {
    /** How long to wait when a limit was reached and the answer does not say. */
    private static final Duration UNSAID = Duration.ofSeconds(60);

    private static final int LONGEST_MESSAGE = 500;

    private final BudgetStore budgets;
    private final Monitor monitor;
    private final BodyReader bodies;
    private final ObjectMapper json;
    private final InstantSource clock;

    public HeaderCapture(
            BudgetStore budgets, Monitor monitor, BodyReader bodies, ObjectMapper json, InstantSource clock) {
        this.budgets = budgets;
        this.monitor = monitor;
        this.bodies = bodies;
        this.json = json;
        this.clock = clock;
    }

    /** @throws ProviderException when the response is no success */
    public void capture(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        Provider provider = run.provider();
        Instant now = clock.instant();
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        String endpoint = path(exchange);
        Observation seen = new RateLimitHeaders(provider.rateLimit().reset()).read(headers(exchange), now);
        monitor.attempt(new Monitor.Attempt(run.dock(), endpoint, status, now, seen));
        if (provider.answers().limited().contains(status)) {
            bodies.readError(exchange);
            throw limited(run, seen, status, endpoint, now);
        }
        run.saw(seen);
        if (status < 200 || status > 299) {
            throw meaning(run, status, message(provider, bodies.readError(exchange)));
        }
    }

    private LimitedException limited(
            SyncRun run, @Nullable Observation seen, int status, String endpoint, Instant now) {
        Instant until = seen != null && seen.retryAt() != null
                ? seen.retryAt()
                : seen != null && seen.resetAt() != null && seen.resetAt().isAfter(now)
                        ? seen.resetAt()
                        : now.plus(UNSAID);
        Observation told = new Observation(
                now,
                seen == null ? null : seen.quota(),
                seen == null ? null : seen.remaining(),
                seen == null ? null : seen.resetAt(),
                until,
                seen == null ? Map.of() : seen.headers());
        ObjectNode violation = json.createObjectNode()
                .put("time", now.toString())
                .put("status", status)
                .put("endpoint", endpoint)
                .put("retry_after", until.toString());
        violation.set("headers", json.valueToTree(told.headers()));
        budgets.note(run.lane(), told, violation);
        return new LimitedException(status, until, run.provider().access().title() + " answered " + status);
    }

    private static ProviderException meaning(SyncRun run, int status, String words) {
        String title = run.provider().access().title();
        if (run.provider().answers().unauthorized().contains(status)) {
            return new UnauthorizedException(
                    status,
                    title + " refuses the credentials of dock " + run.dock().name() + " (" + status + words
                            + "). Give it a valid token with `tidegate dock set`, then `tidegate dock resume "
                            + run.dock().id() + "`.");
        }
        String message = title + " answered " + status + words;
        return status >= 500 || status == 408 || status == 0
                ? new TransientException("HTTP_" + status, status, message)
                : new RejectedException(status, message);
    }

    /** The provider's own words, where its declaration says they stand. */
    private String message(Provider provider, byte[] body) {
        if (provider.answers().message() == null) {
            return "";
        }
        try {
            JsonNode tree = json.readTree(body);
            String words =
                    tree == null ? "" : provider.answers().message().first(tree).asText("");
            String plain = words.replaceAll("[\\p{Cntrl}]+", " ").strip();
            return plain.isEmpty() ? "" : ": " + plain.substring(0, Math.min(plain.length(), LONGEST_MESSAGE));
        } catch (IOException e) {
            return "";
        }
    }

    private static Map<String, String> headers(Exchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getMessage().getHeaders().forEach((name, value) -> {
            if (value != null) {
                headers.put(name, value.toString());
            }
        });
        return headers;
    }

    private static String path(Exchange exchange) {
        return URI.create(exchange.getMessage().getHeader(Exchange.HTTP_URI, "", String.class))
                .getPath();
    }
}
