package io.tidegate.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.dock.Dock;
import io.tidegate.provider.event.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/** Unpacks deliveries, leaves what the log keeps of one in the header {@code delivery}, and answers senders. */
final class Receipts {
    static final String DELIVERY = "delivery";

    private final ObjectMapper json;

    Receipts(ObjectMapper json) {
        this.json = json;
    }

    /** What was sent; its headers are taken off the message, else they would go out with the answer. */
    static Delivery delivery(HttpMessage message) {
        byte[] body = message.getBody() == null ? new byte[0] : message.getBody(byte[].class);
        message.removeHeaders("*");
        return new Delivery(
                name -> {
                    List<String> values = message.getRequest().headers().getAll(name);
                    return values.size() == 1 ? values.get(0) : null;
                },
                body);
    }

    /** Whether the content type says that it is JSON. */
    static boolean isJson(HttpMessage message) {
        String type = String.valueOf(message.getRequest().getHeader("Content-Type"))
                .toLowerCase(Locale.ROOT)
                .replaceFirst(";.*", "")
                .strip();
        return type.equals("application/json") || type.endsWith("+json");
    }

    /** Leaves a genuine delivery for the one statement that writes it. */
    void keep(Exchange exchange, Verdict.Genuine genuine, Dock dock, int bytes, Instant now) {
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
        exchange.setProperty(DELIVERY, row);
        exchange.getMessage().setHeader(DELIVERY, row.toString());
    }

    /** Answers, with a problem (RFC 9457) where it is no success. */
    void answer(Exchange exchange, int status, String title) {
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
