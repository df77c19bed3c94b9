package io.tidegate.budget;

import org.jspecify.annotations.Nullable;

/**
 * What became of a permit: noted with the next one, or by itself.
 *
 * @param permit the permit that is no longer out
 * @param endpoint what it was taken for
 * @param answered whether an answer came; a request without one may have been counted all the same
 * @param seen what the answer said of the limit; null when it said nothing
 * @param refusal null unless the answer was that a limit was reached
 */
public record Outcome(
        Permit.Granted permit,
        Endpoint endpoint,
        boolean answered,
        @Nullable Observation seen,
        @Nullable Refusal refusal) {
    public Outcome {
        if (!answered && (seen != null || refusal != null)) {
            throw new IllegalArgumentException("what did not answer said nothing");
        }
    }
}
