package io.tidegate.api.error;

import java.util.List;

/**
 * What became of errors that were to be tried again.
 *
 * @param errors how many are tried again
 * @param docks how many docks were queued for them, or stood in the queue
 * @param stopped names of docks, at most 20, that must go on first: their provider refused them
 * @param notTried how many docks were left as they are: stopped, or removed
 * @param more whether there may be others: ask again
 */
public record RetriedErrors(long errors, long docks, List<String> stopped, long notTried, boolean more) {
    public RetriedErrors {
        stopped = List.copyOf(stopped);
    }
}
