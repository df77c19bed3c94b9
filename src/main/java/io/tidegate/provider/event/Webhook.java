package io.tidegate.provider.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.provider.declared.Declaration;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider sends by itself, and what is made of it.
 *
 * @param signature how it is signed
 * @param secret the name of the dock's secret that it is signed with
 * @param parts where a delivery says what it is
 * @param window how far the signed time may be from ours; null when none is looked at
 * @param touches what its events mean, by resource type
 */
public record Webhook(
        Signature signature,
        String secret,
        Parts parts,
        @Nullable Duration window,
        Map<String, Touch> touches) {
    private static final List<String> KEYS =
            List.of("signature", "signed", "timestamp", "secret", "delivery", "event", "time", "window");
    private static final int LONGEST_WORD = 200;

    /**
     * Where a delivery says what it is.
     *
     * @param delivery its id; null: a hash of what is signed
     * @param event the parts of its event's name
     * @param time when it happened; null: when it came
     * @param timestamp the time that is signed with it; null when none is
     */
    public record Parts(
            @Nullable Place delivery,
            List<Place> event,
            @Nullable Place time,
            @Nullable Place timestamp) {}

    public Webhook {
        touches = Map.copyOf(touches);
    }

    /** The facts {@code webhook.*}; null when there are none. */
    public static @Nullable Webhook of(Declaration declared) {
        boolean any = false;
        for (String key : KEYS) {
            any |= declared.find("webhook." + key) != null;
        }
        if (!any) {
            return null;
        }
        declared.require("webhook.signature");
        declared.require("webhook.event");
        String signed = declared.read("webhook.signed", "{body}", Signature::template);
        Signature signature = declared.read("webhook.signature", "", text -> Signature.of(text, signed));
        Parts parts = new Parts(
                place(declared, "webhook.delivery"),
                declared.read("webhook.event", "", Place::all),
                place(declared, "webhook.time"),
                place(declared, "webhook.timestamp"));
        if (signature.signs("timestamp") != (parts.timestamp != null)) {
            throw declared.wrong("webhook.timestamp", "and {timestamp} in webhook.signed belong together");
        }
        if (parts.timestamp != null && parts.timestamp.header() == null) {
            throw declared.wrong("webhook.timestamp", "a header is needed, as in header:X-Timestamp");
        }
        if (signature.signs("delivery") && (parts.delivery == null || parts.delivery.header() == null)) {
            throw declared.wrong("webhook.delivery", "a header is needed where {delivery} is signed");
        }
        String window = declared.get("webhook.window", parts.timestamp == null ? "" : "5m");
        if (!window.isEmpty() && parts.timestamp == null && (parts.time == null || parts.time.header() != null)) {
            throw declared.wrong(
                    "webhook.window", "a signed time is needed: webhook.timestamp, or webhook.time as a pointer");
        }
        return new Webhook(
                signature,
                declared.get("webhook.secret", "webhookSecret"),
                parts,
                window.isEmpty() ? null : declared.read("webhook.window", window, Declaration::duration),
                Map.of());
    }

    private static @Nullable Place place(Declaration declared, String key) {
        return declared.find(key) == null ? null : declared.read(key, "", Place::of);
    }

    /** With what the templated routes say of each type. */
    public Webhook with(Map<String, Touch> byType) {
        return new Webhook(signature, secret, parts, window, byType);
    }

    /** Whether the delivery bears the signature of that secret. */
    public boolean isGenuine(Delivery delivery, String own) {
        return signature.matches(delivery.header(signature.header()), own, content(delivery));
    }

    private byte[] content(Delivery delivery) {
        return signature.content(delivery.body(), header(parts.timestamp, delivery), header(parts.delivery, delivery));
    }

    /** Of headers only: what is signed must be known before the body is read as JSON. */
    private static String header(@Nullable Place at, Delivery delivery) {
        return at == null || at.header() == null ? "" : delivery.header(at.header());
    }

    /** Whether its signed time is near enough to now, where one is looked at. */
    public boolean isFresh(Delivery delivery, JsonNode body, Instant now) {
        Place at = parts.timestamp == null ? parts.time : parts.timestamp;
        if (window == null || at == null) {
            return true;
        }
        Instant said = Moment.of(at.in(delivery, body));
        return said != null && Duration.between(said, now).abs().compareTo(window) <= 0;
    }

    /** What was signed, as a hash in hex digits: two deliveries of one are the same, whatever their headers say. */
    public String digest(Delivery delivery) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(content(delivery)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What tells it from all others; empty when it does not say so. */
    public String id(Delivery delivery, JsonNode body) {
        return parts.delivery == null ? digest(delivery) : shortened(parts.delivery.in(delivery, body));
    }

    /** The name of its event; empty when it has none. */
    public String event(Delivery delivery, JsonNode body) {
        return shortened(Place.joined(parts.event, delivery, body));
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_WORD ? text.substring(0, LONGEST_WORD) : text;
    }

    /** When it happened by the provider's clock; null when it does not say so. */
    public @Nullable Instant happened(Delivery delivery, JsonNode body) {
        Place at = parts.time == null ? parts.timestamp : parts.time;
        return at == null ? null : Moment.of(at.in(delivery, body));
    }

    /** What an event of that name means, by resource type. */
    public Map<String, Touch> touched(String event) {
        Map<String, Touch> touched = new LinkedHashMap<>();
        touches.forEach((type, touch) -> {
            if (touch.means(event)) {
                touched.put(type, touch);
            }
        });
        return touched;
    }
}
