package io.tidegate.api.error;

/**
 * What became of errors that were to be put away.
 *
 * @param errors how many were
 * @param more whether there may be others: ask again
 */
public record DismissedErrors(long errors, boolean more) {}
