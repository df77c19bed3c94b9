package io.tidegate.federation.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.federation.local.LocalSideStore;
import io.tidegate.queue.RunStats;
import io.tidegate.run.LeaseLostException;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/** The tables that a batch reads and writes, in transactions that only the holder of a job can commit. */
public final class BatchStore {
    /** Tables that have just grown are planned for as they are, not as they were. */
    private static final String HOLD = """
            select q.id, set_config('plan_cache_mode', 'force_custom_plan', true) from sync_queue q
            where q.id = :job and q.state = 'running' and q.fencing_token = :token
            for update
            """;

    /** What a claim counted is lost with it otherwise, and the next one lists nothing that this one did. */
    private static final String COUNTED = """
            update sync_queue
            set stats = jsonb_build_object('processed', :processed, 'changed', :changed, 'deleted', :deleted,
                'requests', :requests)
            where id = :job
            """;

    private final Jdbi jdbi;
    private final LinkStore links;
    private final LocalSideStore sides;
    private final HistoryStore history;
    private final OperatorStore operators;

    public BatchStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.links = new LinkStore(jdbi, json);
        this.sides = new LocalSideStore(jdbi, json);
        this.history = new HistoryStore(jdbi, json);
        this.operators = new OperatorStore(jdbi, json);
    }

    /**
     * Does the work in one transaction, which all stores here take part in.
     *
     * @throws LeaseLostException when the job is another worker's by now; nothing is written then
     */
    <T> T holding(Scope.Job job, Supplier<T> work) {
        return jdbi.inTransaction(handle -> {
            boolean held = handle.createQuery(HOLD)
                    .bind("job", job.id())
                    .bind("token", job.fencingToken())
                    .mapTo(Long.class)
                    .findOne()
                    .isPresent();
            if (!held) {
                throw new LeaseLostException(job.id());
            }
            return work.get();
        });
    }

    /** Keeps what the run counted so far, for whoever goes on with it; in a transaction that holds the job. */
    void counted(Scope.Job job, RunStats stats) {
        jdbi.useHandle(handle -> handle.createUpdate(COUNTED)
                .bind("job", job.id())
                .bind("processed", stats.processed())
                .bind("changed", stats.changed())
                .bind("deleted", stats.deleted())
                .bind("requests", stats.requests())
                .execute());
    }

    LinkStore links() {
        return links;
    }

    LocalSideStore sides() {
        return sides;
    }

    HistoryStore history() {
        return history;
    }

    OperatorStore operators() {
        return operators;
    }
}
