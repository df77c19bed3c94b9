package io.tidegate.run;

import io.tidegate.budget.Endpoint;
import io.tidegate.budget.Observation;
import io.tidegate.budget.Outcome;
import io.tidegate.budget.Permit;
import io.tidegate.budget.Refusal;
import org.jspecify.annotations.Nullable;

/** A request that was permitted, and what came of it so far. */
final class Sent {
    private volatile Outcome outcome;

    Sent(Permit.Granted permit, Endpoint endpoint) {
        outcome = new Outcome(permit, endpoint, false, null, null);
    }

    void answered(@Nullable Observation said, @Nullable Refusal refusal) {
        outcome = new Outcome(outcome.permit(), outcome.endpoint(), true, said, refusal);
    }

    boolean isAnswered() {
        return outcome.answered();
    }

    Outcome outcome() {
        return outcome;
    }
}
