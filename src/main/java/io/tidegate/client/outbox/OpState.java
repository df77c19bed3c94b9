package io.tidegate.client.outbox;

import java.util.Locale;

/** Where an op of the outbox stands. */
public enum OpState {
    /** It goes with the next push. */
    PENDING,
    /** It is on its way; what becomes of it is not known. */
    IN_FLIGHT,
    /** It goes with a push after a while. */
    RETRY_WAIT,
    /** It was given up, and stays until somebody retries or discards it, or writes the record again. */
    FAILED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OpState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
