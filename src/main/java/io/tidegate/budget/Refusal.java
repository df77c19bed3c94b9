package io.tidegate.budget;

import java.time.Duration;
import java.time.Instant;

/**
 * An answer that a limit was reached.
 *
 * @param at when it came
 * @param status its HTTP status
 * @param path what was asked
 * @param unsaid how long to wait when it does not say
 * @param grows whether that doubles with each refusal in a row that does not say
 */
public record Refusal(Instant at, int status, String path, Duration unsaid, boolean grows) {}
