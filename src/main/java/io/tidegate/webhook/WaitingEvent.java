package io.tidegate.webhook;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a delivery says of one record, waiting to be applied.
 *
 * @param delivery its row in webhook_logs
 * @param route the part of the route's name after "event-"
 * @param type the resource type
 * @param entry record, gone, parent and at, as the log keeps them
 */
public record WaitingEvent(long delivery, String route, String type, JsonNode entry) {}
