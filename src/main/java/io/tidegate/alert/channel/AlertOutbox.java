package io.tidegate.alert.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what is to be told to the route that sends it, and notes what came of it. */
public final class AlertOutbox {
    private static final Logger LOG = LoggerFactory.getLogger(AlertOutbox.class);

    /** The property that holds what is told. */
    static final String OUTGOING = "outgoing";

    /** The property that holds the status of an answer. */
    static final String STATUS = "answered";

    /** Longer than any attempt lasts, the waiting for its turn included. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LAST = Duration.ofHours(24);
    private static final int LONGEST_ERROR = 300;

    private final OutboxStore outbox;
    private final ObjectMapper json;
    private final InstantSource clock;

    public AlertOutbox(OutboxStore outbox, ObjectMapper json, InstantSource clock) {
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
    }

    /** What is due; it is this process's for a while. */
    public List<Outgoing> claim() {
        Instant now = clock.instant();
        return outbox.claim(LEASE, now.minus(LAST), now);
    }

    /**
     * Lays open what a route may decide by: headers {@code kind} (webhook, slack or mail), {@code event}, {@code
     * severity}, {@code rule}, {@code organization} and {@code channel}; the body is the alert.
     */
    public void open(Exchange exchange) throws JsonProcessingException {
        Outgoing outgoing = Objects.requireNonNull(exchange.getMessage().getBody(Outgoing.class));
        JsonNode alert = json.readTree(outgoing.payload());
        exchange.setProperty(OUTGOING, outgoing);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader("kind", outgoing.to().kind().word());
        exchange.getMessage().setHeader("event", outgoing.event());
        exchange.getMessage().setHeader("severity", alert.path("severity").asText());
        exchange.getMessage().setHeader("rule", alert.path("rule").asText());
        exchange.getMessage()
                .setHeader("organization", alert.path("organization").asText());
        exchange.getMessage().setHeader("channel", outgoing.to().channel());
        exchange.getMessage().setBody(alert);
    }

    static Outgoing outgoing(Exchange exchange) {
        return Objects.requireNonNull(exchange.getProperty(OUTGOING, Outgoing.class));
    }

    /** It was sent. */
    public void sent(Exchange exchange) {
        outbox.sent(outgoing(exchange), exchange.getProperty(STATUS, Integer.class), clock.instant());
    }

    /** It was not: it is tried again after 10 s, then ever later, up to an hour; for a day. */
    public void failed(Exchange exchange) {
        Throwable failure = Objects.requireNonNull(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        Outgoing outgoing = outgoing(exchange);
        Integer status = failure instanceof UndeliveredException undelivered ? undelivered.status() : null;
        String error = words(failure);
        LOG.warn("{} is not delivered: {}", outgoing, error);
        outbox.failed(outgoing, status, error, clock.instant().plus(wait(outgoing.attempt())));
    }

    /** How long to wait after an attempt. */
    static Duration wait(int attempt) {
        int doublings = Math.min(attempt - 1, 10);
        Duration wait = FIRST.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    /** What others throw may tell what they were given: of these only the name is kept. */
    private static String words(Throwable failure) {
        String words = failure instanceof UndeliveredException ? failure.getMessage() : null;
        String text = words == null ? cause(failure) : words;
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR);
    }

    private static String cause(Throwable failure) {
        Throwable cause = failure;
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            cause = each;
        }
        return failure.getClass().getSimpleName()
                + (cause == failure ? "" : " (" + cause.getClass().getSimpleName() + ")");
    }
}
