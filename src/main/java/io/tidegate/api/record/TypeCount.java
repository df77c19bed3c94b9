package io.tidegate.api.record;

/**
 * How many resources of a type a dock has.
 *
 * @param count without those that are deleted
 */
public record TypeCount(long dockId, String resourceType, long count) {}
