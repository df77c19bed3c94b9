package io.tidegate.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.db.DatabaseException;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockStore;
import io.tidegate.dock.WebhookKeyStore;
import io.tidegate.meter.FlowMeters;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import io.tidegate.provider.event.Delivery;
import io.tidegate.provider.event.Webhook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deliveries: checks one, leaves what the log keeps of it in the header {@code delivery} for the one statement that
 * writes it, and answers. Nothing of an answer tells an unknown address from a wrong signature.
 */
public final class WebhookReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookReceiver.class);
    private static final String DELIVERY = "delivery";
    private static final String ADDRESS = "/webhooks/";
    private static final int MOST_REFUSALS = 60;

    private final Docks docks;
    private final Providers providers;
    private final WebhookSecrets secrets;
    private final WebhookLogStore log;
    private final FlowMeters meters;
    private final DeliveryJudge judge;
    private final InstantSource clock;
    private final ObjectMapper json;
    private final RefusalLimit refusals = new RefusalLimit(MOST_REFUSALS);

    /** Where docks are found. */
    public record Docks(WebhookKeyStore keys, DockStore store) {
        @Nullable Dock at(String key) {
            Long id = keys.find(key);
            List<Dock> found = id == null ? List.of() : store.find(List.of(id));
            return found.isEmpty() ? null : found.get(0);
        }
    }

    /** Where deliveries are written down and counted. */
    public record Records(WebhookLogStore log, FlowMeters meters) {}

    public WebhookReceiver(
            Docks docks,
            Providers providers,
            WebhookSecrets secrets,
            Records records,
            ObjectMapper json,
            InstantSource clock) {
        this.docks = docks;
        this.providers = providers;
        this.secrets = secrets;
        this.log = records.log();
        this.meters = records.meters();
        this.judge = new DeliveryJudge(json);
        this.json = json;
        this.clock = clock;
    }

    /** Checks a delivery; one that is genuine is left for the log, any other is answered. */
    public void check(Exchange exchange) {
        HttpMessage message = exchange.getMessage(HttpMessage.class);
        String path = message.getRequest().path();
        String type = String.valueOf(message.getRequest().getHeader("Content-Type"))
                .toLowerCase(Locale.ROOT)
                .replaceFirst(";.*", "")
                .strip();
        byte[] body = message.getBody() == null ? new byte[0] : message.getBody(byte[].class);
        Delivery delivery = new Delivery(
                name -> {
                    List<String> values = message.getRequest().headers().getAll(name);
                    return values.size() == 1 ? values.get(0) : null;
                },
                body);
        // else they would go out with the answer
        message.removeHeaders("*");
        if (!type.equals("application/json") && !type.endsWith("+json")) {
            answer(exchange, 415, "application/json is wanted.");
            return;
        }
        String[] address = path.substring(ADDRESS.length()).split("/", 2);
        Provider provider = providers.find(address[0]);
        Dock found = provider == null || address.length < 2 ? null : docks.at(address[1]);
        Dock dock = provider == null || found == null || !found.provider().equals(provider.name()) ? null : found;
        Instant now = clock.instant();
        if (provider == null) {
            Verdict.Refused nobody = Verdict.Refused.stranger("");
            answer(exchange, nobody.status(), nobody.title());
            return;
        }
        Webhook webhook = provider.webhook();
        String secret = dock == null || webhook == null ? null : secrets.find(dock, webhook.secret());
        Verdict verdict = judge.judge(provider, dock, secret, delivery, now);
        if (verdict instanceof Verdict.Refused refused) {
            meters.delivery(provider.name(), "refused");
            note(refused, provider, dock, body.length, now);
            answer(exchange, refused.status(), refused.title());
        } else if (verdict instanceof Verdict.Genuine genuine && dock != null) {
            ObjectNode row = row(genuine, dock, body.length, now);
            exchange.setProperty(DELIVERY, row);
            message.setHeader(DELIVERY, row.toString());
        }
    }

    private void note(Verdict.Refused refused, Provider provider, @Nullable Dock dock, int bytes, Instant now) {
        if (refusals.takes(now)) {
            LOG.warn(
                    "a delivery for {} is refused: {}", dock == null ? provider.name() : dock.name(), refused.reason());
            log.refuse(
                    new WebhookLogStore.Refusal(
                            dock == null ? null : Long.valueOf(dock.owner().organization()),
                            dock == null ? null : Long.valueOf(dock.id()),
                            provider.name(),
                            refused.reason(),
                            refused.about(),
                            bytes),
                    now);
        }
    }

    private ObjectNode row(Verdict.Genuine genuine, Dock dock, int bytes, Instant now) {
        boolean ignored = genuine.ignored() != null;
        ObjectNode row = json.createObjectNode()
                .put("org", dock.owner().organization())
                .put("dock", dock.id())
                .put("provider", dock.provider())
                .put("delivery", genuine.delivery())
                .put("hash", genuine.hash())
                .put("event", genuine.event())
                .put("status", ignored ? "ignored" : "accepted")
                .put("reason", ignored ? genuine.ignored() : genuine.note())
                .put("now", now.toString())
                .put("happened_at", genuine.happened().toString())
                .put("bytes", bytes);
        row.set("payload", ignored ? json.createObjectNode() : genuine.records());
        row.set("types", json.valueToTree(ignored ? List.of() : genuine.anew()));
        return row;
    }

    /** The delivery is on record. */
    public void accepted(Exchange exchange) {
        ObjectNode row = exchange.getProperty(DELIVERY, ObjectNode.class);
        boolean fresh = exchange.getMessage().getBody() instanceof List<?> rows
                && !rows.isEmpty()
                && rows.get(0) instanceof Map<?, ?> written
                && written.get("fresh") instanceof Number count
                && count.longValue() > 0;
        meters.delivery(
                row.path("provider").asText(), fresh ? row.path("status").asText() : "duplicate");
        exchange.getMessage().removeHeaders("*");
        answer(exchange, 200, "taken");
    }

    /** It could not be taken, and should come again. */
    public void unavailable(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (DatabaseException.isOutage(failure)) {
            LOG.warn("a delivery is put off: the database is away");
        } else {
            LOG.error("a delivery could not be taken", failure);
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader("Retry-After", "5");
        answer(exchange, 503, "Not now; try again in a few seconds.");
    }

    private void answer(Exchange exchange, int status, String title) {
        Message message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, status == 200 ? "application/json" : "application/problem+json");
        ObjectNode body = status == 200
                ? json.createObjectNode().put("status", title)
                : json.createObjectNode()
                        .put("type", "about:blank")
                        .put("title", title)
                        .put("status", status);
        message.setBody(body.toString());
    }
}
