package io.tidegate.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What a delivery says of one record, waiting to be applied.
 *
 * @param delivery its row in webhook_logs
 * @param route the part of the route's name after "event-"
 * @param type the resource type
 * @param entry record, gone, parent and at, as the log keeps them; in the place of a record that is only named, its id
 * @param received when the delivery came
 */
public record WaitingEvent(long delivery, String route, String type, JsonNode entry, Instant received) {
    /** Where the id of a record stands that is only named. */
    static final String NAMED = "named";

    /** Whether it tells which record it is about, and not what became of it. */
    boolean isNameOnly() {
        return entry.has(NAMED) && !entry.path("gone").asBoolean();
    }

    /** The id of the record that it names. */
    String named() {
        return entry.path(NAMED).asText();
    }
}
