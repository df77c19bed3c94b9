package io.tidegate.monitor.figure;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads what is set side by side: docks, their providers, and how long their last runs took. */
public final class CompareStore {
    /** Of how many runs of each dock, the last ones. */
    public static final int RUNS = 100;

    private static final String DOCKS = """
            select d.id, d.name, d.provider, d.enabled as active, d.last_sync_at,
                   (select count(*) from sync_errors e where e.dock_id = d.id and e.resolved_at is null) as errors
            from docks d
            where (cast(:dock as bigint) is null or d.id = :dock)
                and (cast(:provider as text) is null or d.provider = :provider)
                and (cast(:after as bigint) is null or d.id > :after)
            order by d.id
            limit cast(:most as bigint)
            """;

    private static final String P95 = """
            select d.provider, d.id, cast(round(percentile_cont(0.95) within group (order by r.duration_ms)) as bigint) as p95
            from docks d cross join lateral (
                select e.duration_ms from sync_events e
                where e.dock_id = d.id and e.started_at >= :from and e.started_at < :to
                    and e.status in ('success', 'partial', 'failed') and e.duration_ms is not null
                order by e.started_at desc
                limit :runs
            ) r
            where d.id = any(:docks)
            group by grouping sets ((d.provider), (d.id))
            """;

    /** The slowest twentieth, in milliseconds, by provider and by dock. */
    public record Slowest(Map<String, Long> providers, Map<Long, Long> docks) {}

    private final Jdbi jdbi;

    public CompareStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Docks, in the order of their numbers.
     *
     * @param after only those with a higher number; null for all
     * @param most how many; null for all
     */
    public List<Subject> docks(FigureFilter filter, @Nullable Long after, @Nullable Integer most) {
        return jdbi.withHandle(handle -> handle.createQuery(DOCKS)
                .bind("dock", filter.dock())
                .bind("provider", filter.provider())
                .bind("after", after)
                .bind("most", most)
                .map((rs, context) -> {
                    OffsetDateTime last = rs.getObject("last_sync_at", OffsetDateTime.class);
                    return new Subject(
                            rs.getLong("id"),
                            rs.getString("name"),
                            rs.getString("provider"),
                            rs.getBoolean("active"),
                            last == null ? null : last.toInstant(),
                            rs.getLong("errors"));
                })
                .list());
    }

    /** The 95th percentile over the last {@link #RUNS} runs of each of these docks that began in a span. */
    public Slowest p95(Collection<Long> docks, Instant from, Instant to) {
        Map<String, Long> providers = new HashMap<>();
        Map<Long, Long> each = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(P95)
                .bindArray("docks", Long.class, docks)
                .bind("from", from)
                .bind("to", to)
                .bind("runs", RUNS)
                .map((rs, context) -> {
                    String provider = rs.getString("provider");
                    return provider == null
                            ? each.put(rs.getLong("id"), rs.getLong("p95"))
                            : providers.put(provider, rs.getLong("p95"));
                })
                .list());
        return new Slowest(providers, each);
    }
}
