package io.tidegate.api.alert;

/**
 * Something that a channel is about to be told.
 *
 * @param delivery its number among the deliveries
 */
public record QueuedTest(long channel, long delivery) {}
