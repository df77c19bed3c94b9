package io.tidegate.budget;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code budgets} as people look at it. */
public final class LevelStore {
    private static final String LIST = """
            select b.provider, b.scope, b.bucket, b.quota, b.reset_at, b.retry_at, b.last_seen_at,
                   case when b.told then b.remaining - cardinality(b.in_flight) else b.remaining end as remaining,
                   jsonb_array_length(b.violations) as violations,
                   array_agg(d.id order by d.id) as dock_ids
            from budgets b join docks d on d.provider = b.provider and (b.scope = 'ip' or d.scope_id = b.scope_id)
            group by b.provider, b.scope, b.scope_id, b.bucket
            order by b.provider, min(d.id), b.bucket
            """;

    /**
     * A budget as people look at it; null where nothing is known.
     *
     * @param remaining less the permits that are out
     * @param violations how many are kept
     * @param docks that stand under it
     */
    public record Level(
            String provider,
            String scope,
            String bucket,
            @Nullable Long quota,
            @Nullable Long remaining,
            @Nullable Instant resetAt,
            @Nullable Instant retryAt,
            @Nullable Instant lastSeenAt,
            int violations,
            List<Long> docks) {}

    private final Jdbi jdbi;

    public LevelStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** All budgets that docks stand under. */
    public List<Level> levels() {
        return jdbi.withHandle(handle -> handle.createQuery(LIST)
                .map((rs, context) -> new Level(
                        rs.getString("provider"),
                        rs.getString("scope"),
                        rs.getString("bucket"),
                        rs.getObject("quota", Long.class),
                        rs.getObject("remaining", Long.class),
                        BudgetStore.instant(rs.getObject("reset_at", OffsetDateTime.class)),
                        BudgetStore.instant(rs.getObject("retry_at", OffsetDateTime.class)),
                        BudgetStore.instant(rs.getObject("last_seen_at", OffsetDateTime.class)),
                        rs.getInt("violations"),
                        List.of((Long[]) rs.getArray("dock_ids").getArray())))
                .list());
    }
}
