package io.tidegate.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockStore;
import io.tidegate.json.JsonText;
import io.tidegate.json.Pointer;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import io.tidegate.provider.event.Delivery;
import io.tidegate.provider.event.Place;
import io.tidegate.provider.event.Signature;
import io.tidegate.provider.event.Webhook;
import io.tidegate.vault.Sealed;
import io.tidegate.vault.Vault;
import io.tidegate.vault.VaultException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what federations send: one address for all, where a delivery names its connector and is signed with that
 * connector's secret. An unknown connector and a wrong signature are told alike.
 */
public final class FederationReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(FederationReceiver.class);
    private static final int MOST_BYTES = 64 << 10;
    private static final String SIGNATURE = "X-Signature-256";
    private static final String OTHER_SIGNATURE = "X-Webhook-Signature";
    private static final String PREFIX = "(?i)^sha256=";

    /** Stands for a connector that nobody knows. */
    private static final String NOBODY = "federation";

    /** Checked in place of a secret that is not there, so that the answer takes as long. */
    private static final String NO_SECRET = "no secret at all";

    /** The same for every federation, whatever its own file says of other ways. */
    private static final Webhook PROTOCOL = new Webhook(
            new Signature(Signature.Kind.SHA256, Signature.Encoding.HEX, SIGNATURE, "", "{body}"),
            "",
            new Webhook.Parts(
                    new Place(null, Pointer.of("/deliveryId")),
                    List.of(new Place(null, Pointer.of("/event"))),
                    new Place(null, Pointer.of("/timestamp")),
                    null),
            Duration.ofMinutes(5),
            Map.of());

    private final Senders senders;
    private final Providers providers;
    private final Refusals refusals;
    private final Receipts receipts;
    private final DeliveryJudge judge;
    private final JsonText bodies;
    private final InstantSource clock;

    /** Who may send, and for whom. */
    public record Senders(SenderStore store, Vault vault, DockStore docks) {
        private @Nullable String secret(SenderStore.@Nullable Sender sender) {
            if (sender == null || sender.sealed() == null) {
                return null;
            }
            try {
                return vault.openForConnector(Sealed.fromJson(sender.sealed()), sender.id());
            } catch (VaultException e) {
                LOG.warn("deliveries for connector {} cannot be checked: {}", sender.code(), e.getMessage());
                return null;
            }
        }

        private @Nullable Dock dock(SenderStore.Sender sender, String club) {
            Optional<Long> dock = store.dock(sender.id(), club);
            List<Dock> found = dock.isEmpty() ? List.of() : docks.find(List.of(dock.get()));
            return found.isEmpty() ? null : found.get(0);
        }
    }

    /**
     * What becomes of a delivery.
     *
     * @param provider whose it is, as far as that is known
     * @param dock whose it is; null where nobody's
     * @param wrong the connector whose signature it should have borne, and did not; null otherwise
     * @param again when it may come again; null where that would not help
     */
    private record Judged(
            Verdict verdict,
            String provider,
            @Nullable Dock dock,
            @Nullable Long wrong,
            @Nullable Instant again) {
        static Judged nobodys(Verdict.Refused refused) {
            return new Judged(refused, NOBODY, null, null, null);
        }

        static Judged of(SenderStore.Sender sender, Verdict.Refused refused) {
            return new Judged(named(sender, refused), sender.provider(), null, null, null);
        }

        Judged wrong(SenderStore.Sender sender) {
            return new Judged(verdict, provider, dock, sender.id(), again);
        }

        Judged again(Dock whose, Instant when) {
            return new Judged(verdict, provider, whose, wrong, when);
        }

        private static Verdict.Refused named(SenderStore.Sender sender, Verdict.Refused refused) {
            return new Verdict.Refused(
                    refused.status(),
                    refused.title(),
                    "connector " + sender.code() + ": " + refused.reason(),
                    refused.about());
        }
    }

    public FederationReceiver(
            Senders senders,
            Providers providers,
            WebhookReceiver.Records records,
            ObjectMapper json,
            InstantSource clock) {
        this.senders = senders;
        this.providers = providers;
        this.refusals = new Refusals(records.log(), records.meters());
        this.receipts = new Receipts(json);
        this.judge = new DeliveryJudge(json);
        this.bodies = new JsonText(json);
        this.clock = clock;
    }

    /** Checks a delivery; one that is genuine is left for the log, any other is answered. Who only looks is answered too. */
    public void check(Exchange exchange) {
        HttpMessage message = exchange.getMessage(HttpMessage.class);
        Delivery delivery = signed(Receipts.delivery(message));
        if (message.getRequest().method().name().equals("GET")) {
            receipts.answer(exchange, 200, "active");
            return;
        }
        Instant now = clock.instant();
        int bytes = delivery.body().length;
        Judged judged = judged(Receipts.isJson(message), delivery, now);
        if (judged.verdict() instanceof Verdict.Refused refused) {
            boolean written = refusals.note(refused, judged.provider(), judged.dock(), bytes, now);
            if (written && judged.wrong() != null) {
                senders.store().refused(judged.wrong(), now);
            }
            if (judged.again() != null) {
                long seconds = Duration.between(now, judged.again()).toSeconds() + 1;
                message.setHeader("Retry-After", Long.toString(Math.max(1, seconds)));
            }
            receipts.answer(exchange, refused.status(), refused.title());
        } else if (judged.verdict() instanceof Verdict.Genuine genuine && judged.dock() != null) {
            receipts.keep(exchange, genuine, judged.dock(), bytes, now);
        }
    }

    /** The signature may stand in either header, with what it was made by before it or without. */
    private static Delivery signed(Delivery came) {
        String first = came.header(SIGNATURE);
        String said = (first.isEmpty() ? came.header(OTHER_SIGNATURE) : first).replaceFirst(PREFIX, "");
        return new Delivery(name -> name.equals(SIGNATURE) ? said : came.header(name), came.body());
    }

    private Judged judged(boolean json, Delivery delivery, Instant now) {
        if (!json) {
            return Judged.nobodys(new Verdict.Refused(
                    415, "application/json is wanted.", "its content type is not application/json", "body"));
        } else if (delivery.body().length > MOST_BYTES) {
            return Judged.nobodys(new Verdict.Refused(
                    413, "The body is larger than 64 KiB.", "the body is larger than 64 KiB", "body"));
        }
        JsonNode body;
        try {
            body = bodies.tree(delivery.body());
        } catch (IllegalArgumentException e) {
            return Judged.nobodys(Verdict.Refused.unreadable(
                    "The body is no JSON that can be read.", String.valueOf(e.getMessage())));
        }
        if (!body.isObject()) {
            return Judged.nobodys(
                    Verdict.Refused.unreadable("The body is no JSON object.", "the body is no JSON object"));
        }
        String name = FederationMessage.connector(body);
        SenderStore.Sender sender =
                name.isEmpty() ? null : senders.store().find(name).orElse(null);
        String secret = senders.secret(sender);
        boolean genuine = PROTOCOL.isGenuine(delivery, secret == null ? NO_SECRET : secret);
        if (sender == null) {
            return Judged.nobodys(Verdict.Refused.stranger("it names no connector that there is"));
        } else if (secret == null) {
            return Judged.of(sender, Verdict.Refused.stranger("there is no secret to check a signature with"));
        } else if (!genuine) {
            String why = delivery.header(SIGNATURE).isEmpty()
                    ? "not signed: there is no header " + SIGNATURE
                    : "signed with another secret";
            return Judged.of(sender, Verdict.Refused.stranger(why)).wrong(sender);
        }
        senders.store().genuine(sender.id());
        return genuine(sender, delivery, body, now);
    }

    private Judged genuine(SenderStore.Sender sender, Delivery delivery, JsonNode body, Instant now) {
        FederationMessage message;
        try {
            message = FederationMessage.of(body);
        } catch (IllegalArgumentException e) {
            String words = Objects.requireNonNullElse(e.getMessage(), "The body is not what a federation sends.");
            return Judged.of(sender, Verdict.Refused.unreadable(words, words));
        }
        if (PROTOCOL.happened(delivery, body) == null) {
            String words = "timestamp is no time: RFC 3339, or seconds or milliseconds since 1970.";
            return Judged.of(sender, Verdict.Refused.unreadable(words, words));
        } else if (!PROTOCOL.isFresh(delivery, body, now)) {
            return Judged.of(sender, Verdict.Refused.late("signed more than " + PROTOCOL.window() + " from now"));
        }
        Dock dock = senders.dock(sender, message.organization());
        if (dock == null) {
            return Judged.of(
                    sender,
                    new Verdict.Refused(
                            404,
                            "This federationOrgId is not connected.",
                            message.organization() + " is not connected",
                            "body"));
        }
        Provider provider = providers.find(sender.provider());
        if (provider == null) {
            return Judged.of(
                            sender,
                            new Verdict.Refused(
                                    503,
                                    "Not now; try again in a minute.",
                                    "the file of its provider " + sender.provider() + " is not loaded",
                                    null))
                    .again(dock, now.plusSeconds(60));
        }
        boolean before = senders.store().cameBefore(dock.id(), message.delivery(), PROTOCOL.digest(delivery));
        Instant again = before ? null : senders.store().take(sender.id(), now);
        if (again != null) {
            String words = "More than " + SenderStore.MOST + " deliveries came within a minute.";
            return Judged.of(sender, new Verdict.Refused(429, words, words, null))
                    .again(dock, again);
        }
        Webhook webhook = provider.webhook() == null
                ? PROTOCOL
                : PROTOCOL.with(provider.webhook().touches());
        Verdict.Genuine meant =
                judge.meant(new DeliveryJudge.Sent(provider, webhook, dock, delivery, body, now), message.delivery());
        return new Judged(
                sender.idle() == null ? meant : meant.idle(sender.idle()), sender.provider(), dock, null, null);
    }
}
