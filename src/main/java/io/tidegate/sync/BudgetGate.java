package io.tidegate.sync;

import io.tidegate.budget.BudgetStore;
import io.tidegate.budget.Permit;
import io.tidegate.provider.LimitedException;
import io.tidegate.queue.RunStats;
import io.tidegate.run.SyncRun;
import java.time.InstantSource;
import org.apache.camel.Exchange;

/** Takes a permit from every budget the request stands under, before it is sent. */
public final class BudgetGate {
    private final BudgetStore budgets;
    private final InstantSource clock;

    public BudgetGate(BudgetStore budgets, InstantSource clock) {
        this.budgets = budgets;
        this.clock = clock;
    }

    /** @throws LimitedException when the request must wait */
    public void take(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        Permit permit = budgets.take(run.lane(), run.takeSeen(), clock.instant());
        if (permit instanceof Permit.Wait wait) {
            throw new LimitedException(0, wait.until(), wait.reason());
        }
        run.count(new RunStats(0, 0, 0, 1));
    }
}
