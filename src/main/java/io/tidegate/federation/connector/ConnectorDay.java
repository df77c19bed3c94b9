package io.tidegate.federation.connector;

/**
 * What all runs of connectors came to that began on a day of UTC.
 *
 * @param day as in 2026-11-22
 * @param connectors how many ran
 * @param organizations how many their runs began with
 * @param failed how many of these failed, were paused or were gone when it was their turn
 * @param running how many runs are still under way
 */
public record ConnectorDay(String day, int connectors, int organizations, int succeeded, int failed, int running) {}
