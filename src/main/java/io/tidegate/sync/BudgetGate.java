package io.tidegate.sync;

import io.tidegate.budget.BudgetStore;
import io.tidegate.budget.Permit;
import io.tidegate.provider.failure.LimitedException;
import io.tidegate.queue.Claimed;
import io.tidegate.queue.JobQueue;
import io.tidegate.queue.RunStats;
import io.tidegate.run.LeaseLostException;
import io.tidegate.run.Listing;
import io.tidegate.run.SyncRun;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;

/** Takes a permit from every budget the request stands under, before it is sent. */
public final class BudgetGate {
    /** A pause so short is not worth a snooze. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final int PAUSES = 3;

    /** How often a process that stood still looks whether it knows again which jobs are its own: for five seconds. */
    private static final int LOOKS = 100;

    private static final int BETWEEN_LOOKS_MS = 50;

    private final BudgetStore budgets;
    private final JobQueue jobs;
    private final InstantSource clock;

    public BudgetGate(BudgetStore budgets, JobQueue jobs, InstantSource clock) {
        this.budgets = budgets;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** @throws LimitedException when the request must wait for longer than a moment */
    public void take(Exchange exchange) throws InterruptedException {
        SyncRun run = SyncRun.of(exchange);
        Listing listing = Listing.of(exchange);
        if (run.isLost()) {
            throw new LeaseLostException(run.job().id());
        }
        long began = System.nanoTime();
        requireOurs(run.job());
        long asked = began;
        Permit permit = ask(run, listing);
        for (int pauses = 0; pauses < PAUSES && permit instanceof Permit.Wait wait && isShort(wait); pauses++) {
            TimeUnit.MILLISECONDS.sleep(
                    1 + Duration.between(clock.instant(), wait.until()).toMillis());
            asked = System.nanoTime();
            permit = ask(run, listing);
        }
        if (permit instanceof Permit.Wait wait) {
            throw new LimitedException(0, wait.until(), wait.reason(), wait.all());
        }
        listing.granted((Permit.Granted) permit, Duration.ofNanos(System.nanoTime() - began));
        exchange.setProperty(ProviderHttp.ASKED, Long.toString(asked));
        run.count(new RunStats(0, 0, 0, 1));
    }

    /** A process that stood still may have lost the job to another: it asks the provider nothing before it knows. */
    private void requireOurs(Claimed job) throws InterruptedException {
        for (int looks = 0; looks < LOOKS && !jobs.isUpToDate(job); looks++) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
        }
        if (!jobs.isUpToDate(job) || !jobs.holds(job)) {
            throw new LeaseLostException(job.id());
        }
    }

    private Permit ask(SyncRun run, Listing listing) {
        return budgets.take(run.lane(), listing.endpoint(), listing.takeOutcome(), clock.instant());
    }

    private boolean isShort(Permit.Wait wait) {
        Instant now = clock.instant();
        return wait.until().isAfter(now) && !wait.until().isAfter(now.plus(SHORT));
    }
}
