package io.tidegate.alert.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.db.DatabaseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    private static final String TOLD = "told";

    /** Longer than any attempt lasts. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    /** Each word that is said to a mail server may wait. */
    private static final Duration MAIL_LEASE = Duration.ofMinutes(10);

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** How long a channel rests after a failure, at most, before it is told something else. */
    private static final Duration REST = Duration.ofMinutes(1);

    private static final Duration LAST = Duration.ofHours(24);
    private static final Duration TIDY = Duration.ofMinutes(1);
    private static final int LONGEST_ERROR = 300;

    private final OutboxStore outbox;
    private final ObjectMapper json;
    private final InstantSource clock;

    /** What this process is sending, by number, and until when it has it. */
    private final Map<Long, Instant> underWay = new ConcurrentHashMap<>();

    /** What came of it, and could not be noted while the database was away. */
    private final Queue<Runnable> unnoted = new ConcurrentLinkedQueue<>();

    private Instant tidied = Instant.EPOCH;

    public AlertOutbox(OutboxStore outbox, ObjectMapper json, InstantSource clock) {
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What is due; it is this process's for a while.
     *
     * @param consumers how many are sent at once: no more is taken than can be sent now
     */
    public synchronized List<Outgoing> claim(int consumers) {
        Instant now = clock.instant();
        noteAgain();
        if (Duration.between(tidied, now).abs().compareTo(TIDY) >= 0) {
            outbox.giveUp(now.minus(LAST), now);
            tidied = now;
        }
        underWay.values().removeIf(until -> !until.isAfter(now));
        int free = consumers - underWay.size();
        if (free <= 0) {
            return List.of();
        }
        OutboxStore.Lease lease = lease(now);
        List<Outgoing> claimed = outbox.claim(free, lease, now);
        claimed.forEach(each -> underWay.put(each.id(), lease.of(each)));
        return claimed;
    }

    private static OutboxStore.Lease lease(Instant now) {
        return new OutboxStore.Lease(now.plus(LEASE), now.plus(MAIL_LEASE));
    }

    /**
     * Lays open what a route may decide by: headers {@code kind} (webhook, slack or mail), {@code event}, {@code
     * severity}, {@code rule}, {@code organization} and {@code channel}; the body is the alert. What waited so long for its
     * turn that it is another's by now goes no further.
     */
    public void open(Exchange exchange) throws JsonProcessingException {
        Outgoing outgoing = Objects.requireNonNull(exchange.getMessage().getBody(Outgoing.class));
        exchange.setProperty(OUTGOING, outgoing);
        if (!isOurs(outgoing)) {
            underWay.remove(outgoing.id());
            exchange.setRouteStop(true);
            return;
        }
        JsonNode alert = json.readTree(outgoing.payload());
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

    private boolean isOurs(Outgoing outgoing) {
        Instant now = clock.instant();
        Instant until = lease(now).of(outgoing);
        try {
            boolean ours = outbox.renew(outgoing, until, now);
            if (ours) {
                underWay.put(outgoing.id(), until);
            }
            return ours;
        } catch (RuntimeException e) {
            if (!DatabaseException.isOutage(e)) {
                throw e;
            }
            LOG.debug("{} waits: the database is away", outgoing);
            return false;
        }
    }

    /** It was sent, whether that can be noted now or only later. */
    public void sent(Exchange exchange) {
        Outgoing outgoing = outgoing(exchange);
        Integer status = exchange.getProperty(STATUS, Integer.class);
        Instant now = clock.instant();
        exchange.setProperty(TOLD, true);
        note(outgoing, () -> outbox.sent(outgoing, status, now));
    }

    /** It was not: it is tried again after 10 s, then ever later, up to an hour; for a day. */
    public void failed(Exchange exchange) {
        Throwable failure = Objects.requireNonNull(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        Outgoing outgoing = outgoing(exchange);
        String error = words(failure);
        if (exchange.getProperty(TOLD, false, Boolean.class)) {
            LOG.warn("{} is delivered, and the route failed afterwards: {}", outgoing, error);
            return;
        }
        LOG.warn("{} is not delivered: {}", outgoing, error);
        UndeliveredException known = failure instanceof UndeliveredException undelivered ? undelivered : null;
        Duration asked = known == null ? null : known.pause();
        Duration wait = shorter(longer(wait(outgoing.attempt()), asked), LONGEST);
        Duration rest = shorter(longer(shorter(wait, REST), asked), LONGEST);
        Instant now = clock.instant();
        OutboxStore.Refusal refusal =
                new OutboxStore.Refusal(known == null ? null : known.status(), error, now.plus(wait), now.plus(rest));
        note(outgoing, () -> outbox.failed(outgoing, refusal));
    }

    private void note(Outgoing outgoing, Runnable word) {
        try {
            word.run();
        } catch (RuntimeException e) {
            if (DatabaseException.isOutage(e)) {
                LOG.debug("{}: what came of it is noted when the database is back", outgoing);
                unnoted.add(word);
            } else {
                LOG.error("{}: what came of it cannot be noted, so that it is sent again", outgoing, e);
            }
        } finally {
            underWay.remove(outgoing.id());
        }
    }

    private void noteAgain() {
        for (Runnable word = unnoted.peek(); word != null; word = unnoted.peek()) {
            try {
                word.run();
            } catch (RuntimeException e) {
                if (DatabaseException.isOutage(e)) {
                    throw e;
                }
                LOG.error("what came of a delivery cannot be noted, so that it is sent again", e);
            }
            unnoted.remove();
        }
    }

    private static Duration longer(Duration one, @Nullable Duration other) {
        return other == null || one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** How long to wait after an attempt. */
    static Duration wait(int attempt) {
        int doublings = Math.min(attempt - 1, 10);
        return shorter(FIRST.multipliedBy(1L << doublings), LONGEST);
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
