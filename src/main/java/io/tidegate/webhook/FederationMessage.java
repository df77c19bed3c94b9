package io.tidegate.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a federation sends: which of its members changed, of which organization, and how.
 *
 * @param organization the federation's id of it
 * @param member the member's id
 * @param event created, updated or deleted
 * @param delivery tells this delivery from all others
 */
record FederationMessage(String organization, String member, String event, String delivery) {
    static final String CONNECTOR = "connectorId";
    private static final List<String> FIELDS =
            List.of(CONNECTOR, "federationOrgId", "memberId", "event", "deliveryId", "timestamp");
    private static final List<String> EVENTS = List.of("created", "updated", "deleted");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@:-]{0,99}");
    private static final Pattern DELIVERY = Pattern.compile("[!-~]{1,200}");

    /** Whose it says it is, before anyone believes it; empty when it does not say. */
    static String connector(JsonNode body) {
        String said = text(body, CONNECTOR);
        return ID.matcher(said).matches() ? said : "";
    }

    /**
     * Reads what a genuine sender sent.
     *
     * @throws IllegalArgumentException in words for the sender, which quote nothing of it
     */
    static FederationMessage of(JsonNode body) {
        for (String field : FIELDS) {
            if (!body.has(field)) {
                throw new IllegalArgumentException(field + " is missing.");
            }
        }
        if (body.size() > FIELDS.size()) {
            throw new IllegalArgumentException(
                    "There are other fields than " + String.join(", ", FIELDS) + ", which are all there are.");
        }
        String event = text(body, "event");
        if (!EVENTS.contains(event)) {
            throw new IllegalArgumentException("event is none of " + String.join(", ", EVENTS) + ".");
        }
        return new FederationMessage(
                checked(body, "federationOrgId", ID, "1 to 100 letters, digits, '_', '.', '@', ':' and '-'"),
                checked(body, "memberId", ID, "1 to 100 letters, digits, '_', '.', '@', ':' and '-'"),
                event,
                checked(body, "deliveryId", DELIVERY, "1 to 200 characters without blanks"));
    }

    private static String checked(JsonNode body, String field, Pattern pattern, String allowed) {
        String said = text(body, field);
        if (!pattern.matcher(said).matches()) {
            throw new IllegalArgumentException(field + " is not " + allowed + ".");
        }
        return said;
    }

    private static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        return value.isTextual() || value.isIntegralNumber() ? value.asText() : "";
    }
}
