package io.tidegate.federation.reconcile;

import io.tidegate.run.SyncRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run has to apply of one type. Lives in the exchange property {@code reconciliation}. */
public final class Work {
    static final String PROPERTY = "reconciliation";

    private static final int BATCH = 200;

    private final SyncRun run;
    private final @Nullable Scope scope;
    private final Deque<Long> left;

    /** @param scope null when there is nothing to apply */
    Work(SyncRun run, @Nullable Scope scope, Collection<Long> resources) {
        this.run = run;
        this.scope = scope;
        this.left = new ArrayDeque<>(resources);
    }

    /** Whether a batch is left, and the run goes on: asked by the route. */
    public boolean isMore() {
        return scope != null && !left.isEmpty() && run.goesOn();
    }

    Scope scope() {
        if (scope == null) {
            throw new IllegalStateException("nothing is left to apply");
        }
        return scope;
    }

    List<Long> next() {
        List<Long> batch = new ArrayList<>(BATCH);
        while (batch.size() < BATCH && !left.isEmpty()) {
            batch.add(left.remove());
        }
        return batch;
    }
}
