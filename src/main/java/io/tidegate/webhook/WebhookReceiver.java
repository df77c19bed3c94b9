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
import java.util.Map;
import org.apache.camel.Exchange;
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
    private static final String ADDRESS = "/webhooks/";

    private final Docks docks;
    private final Providers providers;
    private final WebhookSecrets secrets;
    private final FlowMeters meters;
    private final Refusals refusals;
    private final Receipts receipts;
    private final DeliveryJudge judge;
    private final InstantSource clock;

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
        this.refusals = new Refusals(records.log(), records.meters());
        this.receipts = new Receipts(json);
        this.meters = records.meters();
        this.judge = new DeliveryJudge(json);
        this.clock = clock;
    }

    /** Checks a delivery; one that is genuine is left for the log, any other is answered. */
    public void check(Exchange exchange) {
        HttpMessage message = exchange.getMessage(HttpMessage.class);
        String path = message.getRequest().path();
        Delivery delivery = Receipts.delivery(message);
        if (!Receipts.isJson(message)) {
            receipts.answer(exchange, 415, "application/json is wanted.");
            return;
        }
        String[] address = path.substring(ADDRESS.length()).split("/", 2);
        Provider provider = providers.find(address[0]);
        Dock found = provider == null || address.length < 2 ? null : docks.at(address[1]);
        Dock dock = provider == null || found == null || !found.provider().equals(provider.name()) ? null : found;
        Instant now = clock.instant();
        if (provider == null) {
            Verdict.Refused nobody = Verdict.Refused.stranger("");
            receipts.answer(exchange, nobody.status(), nobody.title());
            return;
        }
        Webhook webhook = provider.webhook();
        String secret = dock == null || webhook == null ? null : secrets.find(dock, webhook.secret());
        Verdict verdict = judge.judge(provider, dock, secret, delivery, now);
        if (verdict instanceof Verdict.Refused refused) {
            refusals.note(refused, provider.name(), dock, delivery.body().length, now);
            receipts.answer(exchange, refused.status(), refused.title());
        } else if (verdict instanceof Verdict.Genuine genuine && dock != null) {
            receipts.keep(exchange, genuine, dock, delivery.body().length, now);
        }
    }

    /** The delivery is on record. */
    public void accepted(Exchange exchange) {
        ObjectNode row = exchange.getProperty(Receipts.DELIVERY, ObjectNode.class);
        boolean fresh = exchange.getMessage().getBody() instanceof List<?> rows
                && !rows.isEmpty()
                && rows.get(0) instanceof Map<?, ?> written
                && written.get("fresh") instanceof Number count
                && count.longValue() > 0;
        meters.delivery(
                row.path("provider").asText(), fresh ? row.path("status").asText() : "duplicate");
        exchange.getMessage().removeHeaders("*");
        receipts.answer(exchange, 200, "taken");
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
        receipts.answer(exchange, 503, "Not now; try again in a few seconds.");
    }
}
