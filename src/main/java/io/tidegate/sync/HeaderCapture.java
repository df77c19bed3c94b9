package io.tidegate.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidegate.budget.BudgetStore;
import io.tidegate.budget.Observation;
import io.tidegate.budget.Outcome;
import io.tidegate.budget.RateLimitHeaders;
import io.tidegate.budget.Refusal;
import io.tidegate.monitor.Monitor;
import io.tidegate.provider.Answers;
import io.tidegate.provider.ListPolicy;
import io.tidegate.provider.Provider;
import io.tidegate.provider.RateLimit;
import io.tidegate.provider.failure.LimitedException;
import io.tidegate.provider.failure.ProviderException;
import io.tidegate.provider.failure.RejectedException;
import io.tidegate.provider.failure.SkippedException;
import io.tidegate.provider.failure.TransientException;
import io.tidegate.provider.failure.UnauthorizedException;
import io.tidegate.run.Listing;
import io.tidegate.run.SyncRun;
import io.tidegate.vault.CredentialBook;
import io.tidegate.vault.OpenCredentials;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Reads every response's rate headers, whatever its status, and says what a status that is no success means. */
public final class HeaderCapture {
    private static final int LONGEST_MESSAGE = 500;
    private static final byte[] NOTHING = new byte[0];
    private static final List<String> REQUEST_IDS =
            List.of("X-Request-Id", "X-GitHub-Request-Id", "X-Vercel-Id", "CF-Ray", "Request-Id");

    private final BudgetStore budgets;
    private final Monitor monitor;
    private final BodyReader bodies;
    private final ObjectMapper json;
    private final CredentialBook credentials;
    private final InstantSource clock;

    public HeaderCapture(
            BudgetStore budgets,
            Monitor monitor,
            BodyReader bodies,
            ObjectMapper json,
            CredentialBook credentials,
            InstantSource clock) {
        this.budgets = budgets;
        this.monitor = monitor;
        this.bodies = bodies;
        this.json = json;
        this.credentials = credentials;
        this.clock = clock;
    }

    /**
     * @throws ProviderException when the response is no success
     * @throws IOException when its body breaks off
     */
    public void capture(Exchange exchange) throws IOException {
        SyncRun run = SyncRun.of(exchange);
        Provider provider = run.provider();
        Instant now = clock.instant();
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        String path = path(exchange);
        RateLimitHeaders reader = new RateLimitHeaders(provider.rateLimit().reset());
        Observation seen = reader.read(provider.rateLimit().names().standard(headers(exchange)), now);
        Listing listing = Listing.of(exchange);
        OpenCredentials open = credentials.find(run.job().claim());
        if (listing.attempts().end()) {
            monitor.attempt(new Monitor.Attempt(
                    run.dock(),
                    sent(exchange),
                    new Monitor.Got(
                            status,
                            null,
                            requestId(exchange, run),
                            listing.attempts().took()),
                    now,
                    seen));
        }
        listing.answered(seen, null);
        String token = exchange.getMessage().getHeader(ProviderHttp.ACCESS_TOKEN, String.class);
        if (status == 304) {
            accepted(open, token);
            listing.conditional().notModified();
            return;
        }
        Answers answers = provider.answers();
        JsonNode body = tree(body(exchange, status, listing));
        Answers.Meaning meaning =
                answers.meaning(answer(status, seen, body), listing.type().policy());
        if (meaning == Answers.Meaning.REFRESHED || meaning == Answers.Meaning.UNAUTHORIZED) {
            // the next attempt goes out with another token; if that is refused as well, so is the dock
            boolean expired = open != null && token != null && open.refuse(token);
            meaning = expired ? Answers.Meaning.TRANSIENT : Answers.Meaning.UNAUTHORIZED;
        }
        if (meaning == Answers.Meaning.SUCCESS) {
            accepted(open, token);
        }
        if (meaning == Answers.Meaning.EMPTY) {
            listing.answeredEmpty();
            exchange.getMessage().setBody(NOTHING); // what it said is read
        }
        if (meaning == Answers.Meaning.SUCCESS || meaning == Answers.Meaning.EMPTY) {
            return;
        } else if (meaning != Answers.Meaning.LIMITED) {
            throw meaning(
                    run,
                    listing,
                    meaning,
                    new Said(status, credentials.hide(run.job().claim(), words(answers, body))));
        }
        Observation told = told(answers, body, seen, reader, now);
        // a status made for limits is clear; others must be waited out longer and longer, lest we be banned
        Refusal refusal = new Refusal(now, status, path, provider.rateLimit().unsaid(), status != 429);
        listing.answered(told, refusal);
        Outcome outcome = Objects.requireNonNull(listing.takeOutcome());
        Instant until = later(
                budgets.note(run.lane(), outcome, now),
                now.plus(answers.retries().least()));
        Duration longest = answers.retries().longestWait();
        if (longest != null && until.isAfter(now.plus(longest))) {
            throw new RejectedException(
                    status,
                    provider.access().title() + " asks to wait until " + until
                            + ", longer than errors.longestWait lets it");
        }
        throw new LimitedException(
                status,
                until,
                provider.access().title() + " answered " + status,
                !provider.rateLimit().headerBucket().equals(RateLimit.ENDPOINT));
    }

    /** The request under way, as it is noted. */
    static Monitor.Sent sent(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        Listing listing = Listing.of(exchange);
        return new Monitor.Sent(
                run.job().run().event(),
                listing.type().name(),
                String.valueOf(exchange.getMessage().getHeader(Exchange.HTTP_METHOD, "GET")),
                path(exchange),
                listing.attempts().number(),
                listing.attempts().waited());
    }

    /** What the provider calls this request, by which its people find it; null when it does not say. */
    private @Nullable String requestId(Exchange exchange, SyncRun run) {
        return REQUEST_IDS.stream()
                .map(name -> exchange.getMessage().getHeader(name, String.class))
                .filter(id -> id != null && id.matches("[\\w.:/=+-]{1,100}"))
                .map(id -> credentials.hide(run.job().claim(), id))
                .findFirst()
                .orElse(null);
    }

    /** An answer, as far as the declaration's rules ask. */
    public static Answers.Answer answer(int status, @Nullable Observation seen, JsonNode body) {
        return new Answers.Answer(
                status,
                seen != null && seen.retryAt() != null,
                seen != null && Long.valueOf(0).equals(seen.remaining()),
                body);
    }

    /** By its meaning, not its status: some say in a body that comes with 200 that a token is no longer good. */
    private static void accepted(@Nullable OpenCredentials open, @Nullable String token) {
        if (open != null && token != null) {
            open.accepted(token);
        }
    }

    /** When to come back: by the header, else by the body, else at the reset. */
    public static Observation told(
            Answers answers, JsonNode body, @Nullable Observation seen, RateLimitHeaders reader, Instant now) {
        Observation said = seen == null ? new Observation(now, null, null, null, null, Map.of()) : seen;
        Instant retry = said.retryAt();
        if (retry == null && answers.retryAfter() != null) {
            retry = RateLimitHeaders.in(answers.retryAfter().first(body).asText(""), now);
        }
        if (retry == null && answers.resetAt() != null) {
            retry = reader.reset(answers.resetAt().first(body).asText(""), now);
        }
        if (retry == null && said.resetAt() != null && said.resetAt().isAfter(now)) {
            retry = said.resetAt();
        }
        return new Observation(now, said.quota(), said.remaining(), said.resetAt(), retry, said.headers());
    }

    /** A success's body is looked at only where a rule asks for it; it is read again by who comes after. */
    private byte[] body(Exchange exchange, int status, Listing listing) throws IOException {
        if (status < 200 || status > 299) {
            return bodies.readError(exchange);
        }
        ListPolicy policy = listing.type().policy();
        if (!SyncRun.of(exchange).provider().answers().readsSuccess(status, policy)) {
            return NOTHING;
        }
        bodies.read(exchange);
        return exchange.getMessage().getBody(byte[].class);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** What an answer said beside its meaning. */
    public record Said(int status, String words) {}

    /** The failure that an answer means, in words for people. */
    public static ProviderException meaning(SyncRun run, Listing listing, Answers.Meaning meaning, Said said) {
        String title = run.provider().access().title();
        int status = said.status;
        String message = title + " answered " + status + said.words;
        return switch (meaning) {
            case UNAUTHORIZED ->
                new UnauthorizedException(
                        status,
                        title + " refuses the credentials of dock " + run.dock().name() + " (" + status + said.words
                                + "). Give it a valid token with `tidegate dock set`, then `tidegate dock resume "
                                + run.dock().id() + "`.");
            case TRANSIENT -> new TransientException("HTTP_" + status, status, message);
            case SKIPPED -> new SkippedException(status, message);
            case RESTARTED ->
                listing.restart()
                        ? new TransientException("HTTP_" + status, status, message + "; the listing begins anew")
                        : new RejectedException(status, message);
            default -> new RejectedException(status, message);
        };
    }

    private JsonNode tree(byte[] body) {
        try {
            JsonNode tree = json.readTree(body);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** The provider's own words, where its declaration says they stand. */
    public static String words(Answers answers, JsonNode body) {
        String plain = answers.words(body).replaceAll("[\\p{Cntrl}]+", " ").strip();
        return plain.isEmpty() ? "" : ": " + plain.substring(0, Math.min(plain.length(), LONGEST_MESSAGE));
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
