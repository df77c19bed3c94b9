package io.tidegate.alert.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/** Puts an alert into the form that its receiver reads. */
public final class AlertForm {
    /** Before words that call many people at once; what is put behind it is seen by nobody. */
    private static final Pattern CALLS =
            Pattern.compile("@(?=(?:all|channel|everyone|here|group)\\b)", Pattern.CASE_INSENSITIVE);

    private final ObjectMapper json;

    public AlertForm(ObjectMapper json) {
        this.json = json;
    }

    /** As programs read it: {@code {"type":"alert.raised","delivery":"…","alert":{…}}}. */
    public void webhook(Exchange exchange) {
        Outgoing outgoing = AlertOutbox.outgoing(exchange);
        ObjectNode body = json.createObjectNode()
                .put("type", "alert." + outgoing.event())
                .put("delivery", outgoing.delivery())
                .set("alert", alert(exchange));
        exchange.getMessage().setBody(body.toString());
    }

    /** As Slack shows it, and what is compatible with it. */
    public void slack(Exchange exchange) {
        JsonNode alert = alert(exchange);
        String event = AlertOutbox.outgoing(exchange).event();
        ObjectNode body = json.createObjectNode().put("text", escaped(headline(alert, event)));
        ObjectNode attachment = body.putArray("attachments")
                .addObject()
                .put("color", colour(alert, event))
                .put("fallback", escaped(headline(alert, event)))
                .put("text", escaped(alert.path("message").asText()));
        ArrayNode fields = attachment.putArray("fields");
        field(fields, "Rule", alert.path("rule").asText());
        field(fields, "Organization", alert.path("organization").asText());
        field(fields, "Dock", alert.at("/dock/name").asText());
        field(fields, "Provider", alert.path("provider").asText());
        field(fields, "Since", alert.path("raisedAt").asText());
        field(fields, "Until", alert.path("resolvedAt").asText());
        exchange.getMessage().setBody(body.toString());
    }

    /** As people read it in a letter: the header {@code Subject}, and a text. */
    public void letter(Exchange exchange) {
        JsonNode alert = alert(exchange);
        String event = AlertOutbox.outgoing(exchange).event();
        StringBuilder text = new StringBuilder(alert.path("message").asText()).append("\n\n");
        line(text, "Rule", alert.path("rule").asText());
        line(text, "Severity", alert.path("severity").asText());
        line(text, "Organization", alert.path("organization").asText());
        line(text, "Dock", alert.at("/dock/name").asText());
        line(text, "Provider", alert.path("provider").asText());
        line(text, "Since", alert.path("raisedAt").asText());
        line(text, "Until", alert.path("resolvedAt").asText());
        exchange.getMessage().setHeader("Subject", headline(alert, event).replaceAll("\\p{Cntrl}+", " "));
        exchange.getMessage().setBody(text.toString());
    }

    private static JsonNode alert(Exchange exchange) {
        return exchange.getMessage().getBody(JsonNode.class);
    }

    private static String headline(JsonNode alert, String event) {
        String message = alert.path("message").asText();
        return switch (event) {
            case "test" -> "[Tidegate] " + message;
            case "resolved" -> "[Tidegate] resolved: " + message;
            default -> "[Tidegate] " + alert.path("severity").asText().toUpperCase(Locale.ROOT) + ": " + message;
        };
    }

    private static String colour(JsonNode alert, String event) {
        if (event.equals("resolved")) {
            return "good";
        }
        return alert.path("severity").asText().equals("critical") ? "danger" : "warning";
    }

    private static void field(ArrayNode fields, String title, String value) {
        if (!value.isEmpty() && !value.equals("null")) {
            fields.addObject().put("title", title).put("value", escaped(value)).put("short", true);
        }
    }

    private static void line(StringBuilder text, String title, String value) {
        if (!value.isEmpty() && !value.equals("null")) {
            text.append(title).append(": ").append(value).append('\n');
        }
    }

    /** Else a dock's name could call everybody, as {@code <!channel>} does, and {@code @all} at others that read this form. */
    private static String escaped(String text) {
        String plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return CALLS.matcher(plain).replaceAll("@\u200b");
    }
}
