package io.tidegate.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.dock.Dock;
import io.tidegate.json.JsonText;
import io.tidegate.provider.Provider;
import io.tidegate.provider.event.Delivery;
import io.tidegate.provider.event.Touch;
import io.tidegate.provider.event.Webhook;
import io.tidegate.record.ProviderRecord;
import io.tidegate.record.RecordReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a delivery: whether it is genuine, and what its event means. */
final class DeliveryJudge {
    /** Checked in place of a secret that is not there, so that the answer takes as long. */
    private static final String NO_SECRET = "no secret at all";

    private final JsonText bodies;
    private final ObjectMapper json;

    DeliveryJudge(ObjectMapper json) {
        this.bodies = new JsonText(json);
        this.json = json;
    }

    /**
     * Judges.
     *
     * @param dock whose address it was sent to; null when it is nobody's
     * @param secret what the dock's deliveries are signed with; null when it has none
     */
    Verdict judge(Provider provider, @Nullable Dock dock, @Nullable String secret, Delivery delivery, Instant now) {
        Webhook webhook = provider.webhook();
        if (webhook == null) {
            return Verdict.Refused.stranger("the provider's file declares no webhook");
        }
        boolean genuine = webhook.isGenuine(delivery, secret == null ? NO_SECRET : secret);
        if (dock == null) {
            return Verdict.Refused.stranger("sent to an address that is no dock's");
        } else if (secret == null) {
            return Verdict.Refused.stranger("the dock has no secret to check a signature with");
        } else if (!genuine) {
            return Verdict.Refused.stranger(
                    delivery.header(webhook.signature().header()).isEmpty()
                            ? "not signed: there is no header "
                                    + webhook.signature().header()
                            : "signed with another secret");
        }
        JsonNode body;
        try {
            body = bodies.tree(delivery.body());
        } catch (IllegalArgumentException e) {
            return Verdict.Refused.unreadable("The body is no JSON that can be read.", String.valueOf(e.getMessage()));
        }
        if (!body.isObject()) {
            return Verdict.Refused.unreadable("The body is no JSON object.", "the body is no JSON object");
        } else if (!webhook.isFresh(delivery, body, now)) {
            return Verdict.Refused.late("signed more than " + webhook.window() + " from now, or at no known time");
        }
        String id = webhook.id(delivery, body);
        return id.isEmpty()
                ? Verdict.Refused.unreadable("The delivery has no id.", "the delivery has no id")
                : meant(new Sent(provider, webhook, dock, delivery, body, now), id);
    }

    /** A delivery that is genuine. */
    record Sent(Provider provider, Webhook webhook, Dock dock, Delivery delivery, JsonNode body, Instant now) {
        Instant happened(@Nullable Touch touch) {
            Instant said = touch == null ? null : touch.happened(delivery, body);
            Instant at = said == null ? webhook.happened(delivery, body) : said;
            return at == null || at.isAfter(now) ? now : at;
        }
    }

    /** What a genuine delivery means, whatever way it came. */
    Verdict.Genuine meant(Sent sent, String id) {
        String event = sent.webhook.event(sent.delivery, sent.body);
        List<String> anew = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        ObjectNode records = json.createObjectNode();
        List<String> wanted = sent.dock.resourceTypes();
        Map<String, Touch> touched = sent.webhook.touched(event);
        touched.forEach((type, touch) -> {
            if (wanted != null && !wanted.contains(type)) {
                return;
            }
            String problem = touch.fetch() != null
                    ? named(sent, type, touch, touch.fetch(), records)
                    : touch.tells(event, sent.body) ? carried(sent, type, touch, records) : "";
            if (problem != null) {
                anew.add(type);
                if (!problem.isEmpty()) {
                    notes.add(type + " is listed anew, for " + problem);
                }
            }
        });
        return new Verdict.Genuine(
                ignored(sent.dock, event, touched, anew.isEmpty() && records.isEmpty()),
                id,
                sent.webhook.digest(sent.delivery),
                event,
                sent.happened(null),
                anew,
                records,
                notes.isEmpty() ? null : String.join("; ", notes));
    }

    private static @Nullable String ignored(Dock dock, String event, Map<String, Touch> touched, boolean nothing) {
        if (touched.isEmpty()) {
            return event.isEmpty() ? "it names no event" : "no type declares this event";
        } else if (nothing) {
            return "the dock does not want its types";
        } else if (!dock.schedule().enabled()) {
            return "the dock is paused";
        }
        return dock.condition().stoppedAt() == null ? null : "the dock is stopped";
    }

    /** Puts the record's id to what is to apply; returns why it cannot, or null. */
    private static @Nullable String named(Sent sent, String type, Touch touch, Touch.Fetch fetch, ObjectNode records) {
        String id = fetch.named(sent.body);
        String parent = touch.parentKey(sent.body);
        if (id == null) {
            return "there is no id at " + fetch.id();
        } else if (parent == null) {
            return "the parent's id is missing";
        }
        records.putObject(type)
                .put("gone", touch.isGone(sent.webhook.event(sent.delivery, sent.body), sent.body))
                .put("parent", parent)
                .put("at", sent.happened(touch).toString())
                .put(WaitingEvent.NAMED, id);
        return null;
    }

    /** Puts the record, redacted, to what is to apply; returns why it cannot, or null. */
    private @Nullable String carried(Sent sent, String type, Touch touch, ObjectNode records) {
        // redacted in place, and another type may look at the same part
        JsonNode record = touch.record() == null
                ? sent.body
                : touch.record().first(sent.body).deepCopy();
        String parent = touch.parentKey(sent.body);
        if (!record.isObject()) {
            return "there is no record at " + touch.record();
        } else if (parent == null) {
            return "the parent's id is missing";
        }
        boolean gone = touch.isGone(sent.webhook.event(sent.delivery, sent.body), sent.body);
        RecordReader reader =
                Objects.requireNonNull(sent.provider.types().get(type)).reader();
        ProviderRecord read;
        try {
            read = reader.read(record);
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
        if (read == null) {
            return "the declaration leaves its record out";
        }
        ObjectNode entry = records.putObject(type)
                .put("gone", gone || read.deletion())
                .put("parent", parent)
                .put("at", sent.happened(touch).toString());
        entry.set("record", read.data());
        return null;
    }
}
