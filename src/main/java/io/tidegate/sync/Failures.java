package io.tidegate.sync;

import io.tidegate.db.DatabaseException;
import io.tidegate.monitor.Monitor;
import io.tidegate.provider.Retries;
import io.tidegate.provider.failure.InvalidResponseException;
import io.tidegate.provider.failure.LimitedException;
import io.tidegate.provider.failure.ProviderException;
import io.tidegate.provider.failure.RejectedException;
import io.tidegate.provider.failure.TransientException;
import io.tidegate.record.ResourceStore.ListKey;
import io.tidegate.run.Attempts;
import io.tidegate.run.FailureCode;
import io.tidegate.run.Listing;
import io.tidegate.run.SyncRun;
import io.tidegate.run.TypeResult;
import io.tidegate.vault.CredentialBook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into the run what a failed listing means; the route configuration says which kind is which. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private static final String FIRST_FAILED = "firstFailedAt";

    private final CredentialBook credentials;
    private final Monitor monitor;
    private final InstantSource clock;

    public Failures(CredentialBook credentials, Monitor monitor, InstantSource clock) {
        this.credentials = credentials;
        this.monitor = monitor;
        this.clock = clock;
    }

    /** The listing waits for budget. */
    public void limited(Exchange exchange) {
        LimitedException limit = (LimitedException) caught(exchange);
        SyncRun run = SyncRun.of(exchange);
        String reason = Objects.requireNonNullElse(limit.getMessage(), "limited");
        run.add(new TypeResult.Waiting(list(exchange, run), limit.until(), reason, limit.all()));
        LOG.info("dock {} waits until {}: {}", run.dock().name(), limit.until(), reason);
    }

    /** The credentials are refused: nothing more is asked of the provider. */
    public void refused(Exchange exchange) {
        Throwable failure = caught(exchange);
        SyncRun run = SyncRun.of(exchange);
        String message = message(run, failure);
        run.refuse(message);
        run.add(result(exchange, message));
        LOG.warn("dock {} stops: {}", run.dock().name(), message);
    }

    /**
     * What broke on the way to the provider or back.
     *
     * @throws TransientException in its place, since a circuit breaker would wrap an exception that is checked
     */
    public void unanswered(Exchange exchange) throws Exception {
        Throwable failure = caught(exchange);
        if (databaseAway(exchange) && failure instanceof Exception ours) {
            throw ours;
        }
        String words = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        Attempts attempts = Listing.of(exchange).attempts();
        if (attempts.end()) {
            monitor.attempt(new Monitor.Attempt(
                    SyncRun.of(exchange).dock(),
                    HeaderCapture.sent(exchange),
                    new Monitor.Got(null, FailureCode.of(failure), null, attempts.took()),
                    clock.instant(),
                    null));
        }
        TransientException meant = new TransientException(FailureCode.of(failure), 0, words);
        meant.initCause(failure);
        throw meant;
    }

    /** The provider says in its own way that there is no such list here. */
    public void skipped(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        run.add(new TypeResult.Skipped(list(exchange, run)));
        LOG.debug("dock {}: {}", run.dock().name(), caught(exchange).getMessage());
    }

    /**
     * Whether what failed is sent again, and after how long: asked by the route configuration.
     *
     * @param usual how often, where the provider's declaration does not say
     */
    public boolean again(Exchange exchange, int usual) {
        SyncRun run = exchange.getProperty(SyncRun.PROPERTY, SyncRun.class);
        // it counts the retry that is asked about, from 1
        int retry = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 1, Integer.class);
        if (run == null) {
            return retry <= usual;
        }
        Listing listing = exchange.getProperty(Listing.PROPERTY, Listing.class);
        if (listing != null && listing.takeAnew()) {
            return run.goesOn();
        }
        Retries retries = run.provider().answers().retries();
        Instant first = exchange.getProperty(FIRST_FAILED, Instant.class);
        if (retry == 1 || first == null) {
            first = clock.instant();
            exchange.setProperty(FIRST_FAILED, first);
        }
        Duration pause =
                retries.backoff() == null ? Duration.ZERO : retries.backoff().before(retry);
        if (retries.backoff() != null) {
            double jitter = 0.85 + 0.3 * ThreadLocalRandom.current().nextDouble();
            exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, Math.round(pause.toMillis() * jitter));
        }
        boolean inTime =
                retries.longest() == null || !clock.instant().plus(pause).isAfter(first.plus(retries.longest()));
        return run.goesOn() && inTime && retry <= (retries.most() == null ? usual : retries.most());
    }

    /** The listing failed; others go on. */
    public void failed(Exchange exchange) {
        Throwable failure = caught(exchange);
        SyncRun run = SyncRun.of(exchange);
        if (SyncRun.isAside(exchange) && isAnswer(failure)) {
            // its delivery says so; one that names what is not to be had is no failure of the dock
            LOG.warn("dock {}: {}", run.dock().name(), message(run, failure));
            return;
        }
        String request = request(exchange, run);
        String message = message(run, failure) + (request == null ? "" : " (" + request + ")");
        TypeResult.Failed result = result(exchange, message);
        run.add(result);
        LOG.warn("dock {} {}: {}", run.dock().name(), result.list().type(), message);
    }

    private static boolean isAnswer(Throwable failure) {
        return failure instanceof RejectedException || failure instanceof InvalidResponseException;
    }

    /** Nothing can be written any more: the job is another worker's, or the database is away. */
    public void lost(Exchange exchange) {
        SyncRun run = exchange.getProperty(SyncRun.PROPERTY, SyncRun.class);
        Throwable failure = caught(exchange);
        if (run != null) {
            run.lose();
            LOG.warn(
                    "run {} of dock {} breaks off: {}",
                    run.job().run().event(),
                    run.dock().name(),
                    failure.getMessage());
        } else {
            LOG.warn("{} breaks off: {}", exchange.getFromRouteId(), failure.getMessage());
        }
    }

    /** A tick failed; the next one tries again. The claimer says when the database is away. */
    public void tickFailed(Exchange exchange) {
        Throwable failure = caught(exchange);
        if (DatabaseException.isOutage(failure)) {
            LOG.debug("{}: the database is away", exchange.getFromRouteId());
        } else {
            LOG.error("{}: {}", exchange.getFromRouteId(), failure.getMessage(), failure);
        }
    }

    /** Whether the database is what failed: asked by the route configuration. */
    public boolean databaseAway(Exchange exchange) {
        return DatabaseException.isOutage(caught(exchange));
    }

    static Throwable caught(Exchange exchange) {
        return Objects.requireNonNull(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    private String message(SyncRun run, Throwable failure) {
        if (FailureCode.of(failure).equals(FailureCode.ROUTE_STOPPED)) {
            return "a route of this list is stopped; start it on the page of routes, or by `tidegate route start`";
        }
        String text = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String title = run.provider().access().title();
        String said = text.startsWith(title) ? text : title + ": " + text;
        return credentials.hide(run.job().claim(), said);
    }

    /** The list at work; before one has begun, the type's; none where one record is asked for. */
    private static ListKey list(Exchange exchange, SyncRun run) {
        Listing listing = exchange.getProperty(Listing.PROPERTY, Listing.class);
        String type = exchange.getProperty("type", "", String.class);
        if (SyncRun.isAside(exchange)) {
            return new ListKey(run.dock().id(), "", "");
        }
        return listing == null ? new ListKey(run.dock().id(), type, "") : listing.list();
    }

    private TypeResult.Failed result(Exchange exchange, String message) {
        Throwable failure = caught(exchange);
        SyncRun run = SyncRun.of(exchange);
        Listing listing = exchange.getProperty(Listing.PROPERTY, Listing.class);
        return new TypeResult.Failed(
                list(exchange, run),
                FailureCode.of(failure),
                message,
                listing == null ? 0 : listing.failuresBefore(),
                request(exchange, run),
                failure instanceof ProviderException answer ? answer.status() : 0,
                listing == null ? 0 : listing.attempts().number());
    }

    private @Nullable String request(Exchange exchange, SyncRun run) {
        Listing listing = exchange.getProperty(Listing.PROPERTY, Listing.class);
        String asked = listing == null ? null : listing.lastRequest();
        return asked == null ? null : credentials.hide(run.job().claim(), asked);
    }
}
