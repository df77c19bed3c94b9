package io.tidegate.federation.reconcile;

import io.tidegate.federation.compare.FieldRule;
import io.tidegate.federation.declared.TwoWay;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For what, and for whom, records are applied.
 *
 * @param rules the declared fields, with whoever the operator lets win
 * @param dock whose records they are
 * @param history the row of {@code sync_history} that it goes to
 */
record Scope(TwoWay declared, List<FieldRule> rules, Dock dock, Job job, long history, Instant now) {
    /** The same at another instant. */
    Scope at(Instant instant) {
        return new Scope(declared, rules, dock, job, history, instant);
    }

    record Dock(long id, long organization) {}

    /** By what it is known that the job is still ours. */
    record Job(long id, long fencingToken) {}

    /**
     * What the operator said of a dock's conflicts.
     *
     * @param connector null when the dock is no connector's
     * @param strategy null when it is no connector's
     * @param byField by {@code type.field} or {@code field}
     */
    record Operator(@Nullable Long connector, @Nullable String strategy, Map<String, String> byField) {}
}
