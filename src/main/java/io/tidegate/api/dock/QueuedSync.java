package io.tidegate.api.dock;

/**
 * A sync that was asked for.
 *
 * @param state available, running or retryable
 * @param alreadyQueued whether a job of the dock was there before, which now does this too
 */
public record QueuedSync(long job, String state, boolean alreadyQueued) {}
