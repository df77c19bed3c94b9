package io.tidegate.run;

import io.tidegate.budget.Endpoint;
import io.tidegate.budget.Lane;
import io.tidegate.budget.Outcome;
import io.tidegate.budget.Permit;
import io.tidegate.dock.Dock;
import io.tidegate.provider.Provider;
import io.tidegate.queue.Claimed;
import io.tidegate.queue.RunStats;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One claim of a run: what it works on, and what came of it so far. Lives in the exchange property {@code run}; several
 * threads may list for it at once.
 */
public final class SyncRun {
    public static final String PROPERTY = "run";

    /** The exchange property that is set where one record is asked for: what fails then is no list's failure. */
    public static final String ASIDE = "aside";

    private final Claimed job;
    private final Dock dock;
    private final Provider provider;
    private final AtomicBoolean interrupted;
    private final Queue<TypeResult> results = new ConcurrentLinkedQueue<>();
    private final Set<Sent> sent = ConcurrentHashMap.newKeySet();
    private final TypeTimes times = new TypeTimes();
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final Set<String> listedBefore = ConcurrentHashMap.newKeySet();
    private final Set<String> withoutLists = ConcurrentHashMap.newKeySet();
    private volatile RunStats stats = RunStats.NONE;
    private volatile @Nullable String refused;
    private volatile boolean lost;
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

    /** Whether a link that was kept leads where the provider is by now; elsewhere it is followed no more. */
    boolean leadsToProvider(@Nullable String link) {
        URI base = provider.access().baseUrl(dock.parameters());
        return link == null || link.startsWith(base.getScheme() + "://" + base.getRawAuthority() + "/");
    }

    public Lane lane() {
        return new Lane(provider.name(), provider.rateLimit(), dock.access().scopeId());
    }

    /** Whether what an exchange asks for is one record, beside all lists. */
    public static boolean isAside(Exchange exchange) {
        return exchange.getProperty(ASIDE, false, boolean.class);
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
        return waiting.contains(type);
    }

    public void add(TypeResult result) {
        results.add(result);
        if (result instanceof TypeResult.Waiting wait) {
            waiting.add(wait.list().type());
        }
    }

    /** Lists of a type came to their end under an earlier claim of this run, and are not listed again. */
    public void listedBefore(String type) {
        listedBefore.add(type);
    }

    /** The types of which an earlier claim of this run ended lists. */
    public Set<String> listedBefore() {
        return Set.copyOf(listedBefore);
    }

    /** There is no list of a type, since none of its parents is there. */
    public void hasNoLists(String type) {
        withoutLists.add(type);
    }

    /** The types that have no list, as far as they had their turn. */
    public Set<String> withoutLists() {
        return Set.copyOf(withoutLists);
    }

    /** The lists of a type are next. */
    public void begin(String type) {
        times.begin(type);
    }

    public TypeTimes times() {
        return times;
    }

    public List<TypeResult> results() {
        return List.copyOf(results);
    }

    public synchronized void count(RunStats more) {
        stats = stats.plus(more);
    }

    /** What the run has done, its earlier claims included. */
    public RunStats stats() {
        return job.run().stats().plus(stats);
    }

    /** A request may be sent. */
    Sent granted(Permit.Granted permit, Endpoint endpoint) {
        Sent one = new Sent(permit, endpoint);
        sent.add(one);
        return one;
    }

    /**
     * What became of a permit that is not noted yet, once.
     *
     * @param own whose request is over in any case, answered or not; of others only the answered ones are
     */
    @Nullable Outcome takeOutcome(@Nullable Sent own) {
        if (own != null && sent.remove(own)) {
            return own.outcome();
        }
        for (Sent other : List.copyOf(sent)) {
            // another thread may take it meanwhile
            if (other.isAnswered() && sent.remove(other)) {
                return other.outcome();
            }
        }
        return null;
    }

    /** What became of all permits that are not noted yet, once; when nothing is asked any more. */
    public List<Outcome> takeOutcomes() {
        List<Outcome> all = sent.stream().map(Sent::outcome).toList();
        sent.clear();
        return all;
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
