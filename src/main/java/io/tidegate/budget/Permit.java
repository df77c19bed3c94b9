package io.tidegate.budget;

import java.time.Instant;

/** The answer to a request for a permit. */
public sealed interface Permit {
    /**
     * The request may be sent now.
     *
     * @param micros when it was granted, in microseconds since 1970: its name while it is out
     */
    record Granted(long micros) implements Permit {}

    /**
     * The request must not be sent before an instant.
     *
     * @param reason in words, for people
     * @param all whether everything in the lane must wait, not this endpoint alone
     */
    record Wait(Instant until, String reason, boolean all) implements Permit {}
}
