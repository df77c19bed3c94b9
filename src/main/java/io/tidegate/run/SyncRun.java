package io.tidegate.run;

import io.tidegate.budget.Endpoint;
import io.tidegate.budget.Lane;
import io.tidegate.budget.Observation;
import io.tidegate.budget.Outcome;
import io.tidegate.budget.Permit;
import io.tidegate.budget.Refusal;
import io.tidegate.dock.Dock;
import io.tidegate.provider.Provider;
import io.tidegate.queue.Claimed;
import io.tidegate.queue.RunStats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** One claim of a run: what it works on, and what came of it so far. Lives in the exchange property {@code run}. */
public final class SyncRun {
    public static final String PROPERTY = "run";

    private final Claimed job;
    private final Dock dock;
    private final Provider provider;
    private final AtomicBoolean interrupted;
    private final List<TypeResult> results = new ArrayList<>();
    private RunStats stats = RunStats.NONE;
    private @Nullable Outcome out;
    private @Nullable String refused;
    private boolean lost;
    private boolean finished;

    /**
     * @param provider the provider's facts, pinned for this run whatever is edited meanwhile
     * @param interrupted set when the worker must end soon
     */
    public SyncRun(Claimed job, Dock dock, Provider provider, AtomicBoolean interrupted) {
        this.job = job;
        this.dock = dock;
        this.provider = provider;
        this.interrupted = interrupted;
    }

    public static SyncRun of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, SyncRun.class);
    }

    public Claimed job() {
        return job;
    }

    public Dock dock() {
        return dock;
    }

    public Provider provider() {
        return provider;
    }

    public Lane lane() {
        return new Lane(provider.name(), provider.rateLimit(), dock.access().scopeId());
    }

    /** Whether anything more should be listed: not when credentials are refused, the job is lost, or we shut down. */
    public boolean goesOn() {
        return !interrupted.get() && !lost && refused == null;
    }

    public boolean interrupted() {
        return interrupted.get();
    }

    /** Whether a list must wait, so that the lists after it in the same type need not ask. */
    public boolean waits(String type) {
        return results.stream()
                .anyMatch(result -> result instanceof TypeResult.Waiting
                        && result.list().type().equals(type));
    }

    public void add(TypeResult result) {
        results.add(result);
    }

    public List<TypeResult> results() {
        return List.copyOf(results);
    }

    public void count(RunStats more) {
        stats = stats.plus(more);
    }

    /** What the run has done, its earlier claims included. */
    public RunStats stats() {
        return job.run().stats().plus(stats);
    }

    /** A request may be sent. */
    public void granted(Permit.Granted permit, Endpoint endpoint) {
        out = new Outcome(permit, endpoint, false, null, null);
    }

    /** An answer came. What it said of the limit is kept until the next permit writes it down. */
    public void answered(@Nullable Observation said, @Nullable Refusal refusal) {
        if (out != null) {
            out = new Outcome(out.permit(), out.endpoint(), true, said, refusal);
        }
    }

    /** What became of the last permit, once. */
    public @Nullable Outcome takeOutcome() {
        Outcome last = out;
        out = null;
        return last;
    }

    public void refuse(String message) {
        refused = message;
    }

    public @Nullable String refused() {
        return refused;
    }

    /** The job is no longer ours, or the database is away: nothing more can be written. */
    public void lose() {
        lost = true;
    }

    public boolean isLost() {
        return lost;
    }

    public void finish() {
        finished = true;
    }

    /** Whether the run's end is on record. */
    public boolean isFinished() {
        return finished;
    }
}
