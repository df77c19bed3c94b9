package io.tidegate.federation.reconcile;

import io.tidegate.db.DatabaseException;
import io.tidegate.dock.Dock;
import io.tidegate.federation.declared.TwoWay;
import io.tidegate.federation.local.LocalSide;
import io.tidegate.federation.told.Pending;
import io.tidegate.federation.told.Telling;
import io.tidegate.queue.Claimed;
import io.tidegate.queue.JobQueue;
import io.tidegate.queue.JobType;
import io.tidegate.run.LeaseLostException;
import io.tidegate.run.SyncRun;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies what runs listed of types that are edited on both sides, in batches. */
public final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    private final BatchStore store;
    private final JobQueue queue;
    private final InstantSource clock;

    public Reconciler(BatchStore store, JobQueue queue, InstantSource clock) {
        this.store = store;
        this.queue = queue;
        this.clock = clock;
    }

    /** Sets the body to the names of the routes to call, one for each type that is edited on both sides. */
    public void types(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        List<String> wanted = run.dock().resourceTypes();
        exchange.getMessage()
                .setBody(run.provider().twoWays().keySet().stream()
                        .filter(type -> wanted == null || wanted.contains(type))
                        .map(type -> run.provider().name() + "-" + type)
                        .toList());
    }

    /** Finds what waits to be applied of the type. A run of a connector has a history in any case. */
    public void begin(Exchange exchange) {
        exchange.setProperty(Work.PROPERTY, begin(SyncRun.of(exchange), exchange.getProperty("type", String.class)));
    }

    private Work begin(SyncRun run, String type) {
        TwoWay declared = run.provider().twoWays().get(type);
        if (declared == null || !run.goesOn()) {
            // its route is newer than the facts that the run keeps, or nothing more is to be done
            return new Work(run, null, List.of());
        }
        Scope.Dock dock = new Scope.Dock(run.dock().id(), run.dock().owner().organization());
        Scope.Operator operator = store.operators().of(dock.id());
        List<Long> waiting = store.links().waiting(dock.id(), declared);
        if (waiting.isEmpty() && operator.connector() == null) {
            return new Work(run, null, List.of());
        }
        Claimed job = run.job();
        Instant now = clock.instant();
        Scope.Job held = new Scope.Job(job.id(), job.fencingToken());
        HistoryStore.Run opened = new HistoryStore.Run(
                job.run().event(), word(job.type()), job.run().startedAt());
        long history = store.holding(held, () -> {
            store.counted(held, run.stats());
            return store.history().open(dock, operator.connector(), opened, now);
        });
        if (!waiting.isEmpty()) {
            LOG.info("dock {} {}: {} records to apply", run.dock().name(), type, waiting.size());
        }
        return new Work(run, new Scope(declared, Strategies.of(declared, operator), dock, held, history, now), waiting);
    }

    private static String word(JobType type) {
        return type == JobType.RETRY ? JobType.SCHEDULED.word() : type.word();
    }

    /** Applies the next batch; of one that breaks, each record by itself, so that it is known which of them does it. */
    public void batch(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        Work work = exchange.getProperty(Work.PROPERTY, Work.class);
        Scope scope = work.scope().at(clock.instant());
        List<Long> batch = work.next();
        try {
            apply(scope, batch);
        } catch (RuntimeException e) {
            rethrow(e);
            // the record that does it is told of with all there is to say
            LOG.warn(
                    "dock {} {}: a batch broke ({}), its records follow one by one",
                    run.dock().name(),
                    type(scope),
                    e.getClass().getSimpleName());
            batch.forEach(resource -> alone(run.dock(), scope, resource));
        }
        queue.progressed(run.job());
    }

    private void alone(Dock dock, Scope scope, long resource) {
        try {
            apply(scope, List.of(resource));
        } catch (RuntimeException e) {
            rethrowPassing(e);
            LOG.error("dock {} {}: resource {} cannot be applied", dock.name(), type(scope), resource, e);
            refuse(scope, resource, "a fault of Tidegate's own: " + e.getClass().getSimpleName());
        }
    }

    private static String type(Scope scope) {
        return scope.declared().type();
    }

    private static void rethrow(RuntimeException e) {
        if (e instanceof LeaseLostException || DatabaseException.isOutage(e)) {
            throw e;
        }
    }

    /** What says nothing of the record: it waits for the next run. */
    private static void rethrowPassing(RuntimeException e) {
        rethrow(e);
        if (DatabaseException.isPassing(e)) {
            throw e;
        }
    }

    private void apply(Scope scope, List<Long> resources) {
        store.holding(scope.job(), () -> {
            LocalSide side = store.sides().of(scope.declared().kind());
            Outcome outcome = new Reconciliation(scope, side, store.links()).apply(resources);
            store.history().write(scope, outcome);
            return outcome;
        });
    }

    private void refuse(Scope scope, long resource, String reason) {
        store.holding(scope.job(), () -> {
            Outcome outcome = new Outcome();
            for (Pending one : store.links().read(scope, List.of(resource))) {
                Telling telling = new Telling(
                        one, Map.of(), Telling.Membership.NONE, null, List.of(new Telling.Fault(null, reason)));
                outcome.failed(telling);
                store.links()
                        .write(scope, List.of(new LinkStore.Link(one, one.local(), null, telling.problem(), false)));
            }
            store.history().write(scope, outcome);
            return outcome;
        });
    }
}
