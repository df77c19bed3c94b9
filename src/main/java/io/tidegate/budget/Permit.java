package io.tidegate.budget;

import java.time.Instant;

/** The answer to a request for a permit. */
public sealed interface Permit {
    /** The request may be sent now. */
    record Granted() implements Permit {}

    /**
     * The request must not be sent before an instant.
     *
     * @param reason in words, for people
     */
    record Wait(Instant until, String reason) implements Permit {}
}
