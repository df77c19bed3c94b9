package io.tidegate.meter;

import io.tidegate.budget.LevelStore;
import io.tidegate.queue.QueueLevelStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** How all docks together are, in a few statements that each read a partial index or a small table. */
public final class FleetStore {
    private static final String QUEUE = """
            select state, count(*) as jobs,
                   coalesce(extract(epoch from cast(:now as timestamptz) -""" + QueueLevelStore.OLDEST_DUE + """
                       ), 0) as oldest
            from sync_queue where state in ('available', 'running', 'retryable') group by state
            """;

    /** A dock that was never synced is as old as itself. Stopped ones get older too; paused ones have no freshness. */
    private static final String DOCKS = """
            select case when d.provider = any(:loaded) then d.provider else 'other' end as provider,
                   count(*) filter (where d.enabled and d.stopped_at is null) as active,
                   count(*) filter (where not d.enabled) as paused,
                   count(*) filter (where d.enabled and d.stopped_at is not null) as stopped,
                   count(*) filter (where d.enabled and d.consecutive_failures > 0) as failing,
                   count(*) filter (where d.enabled and d.waiting_until > :now) as waiting,
                   count(distinct d.lane_key) as lanes,
                   count(distinct l.lane_key) filter (where l.job_id is not null) as lanes_running,
                   count(distinct l.lane_key) filter (where l.job_id is null and l.free_at > :now
                       and l.waiting_reason is not null) as lanes_held,
                   coalesce(max(a.lag) filter (where d.enabled), 0) as lag,
                   coalesce(max(a.lag / paced_seconds(d.interval_seconds, d.max_interval_seconds,
                       d.unchanged_runs, d.budget_seconds)) filter (where d.enabled and d.cron is null), 0)
                       as intervals
            from docks d left join lanes l on l.lane_key = d.lane_key
            cross join lateral (select greatest(0, extract(epoch from
                cast(:now as timestamptz) - coalesce(d.last_sync_at, d.created_at))) as lag) as a
            group by 1
            """;

    /** Of budgets that docks stand under, as everybody is told of them. */
    private static final String BUDGETS = """
            select case when l.provider = any(:loaded) then l.provider else 'other' end as provider,
                   min(l.remaining / cast(l.quota as double precision)) as left_ratio
            from (select b.provider, b.quota,""" + LevelStore.REMAINING + """
                      as remaining
                  from budgets b
                  where exists (select from docks d
                      where d.provider = b.provider and (b.scope = 'ip' or d.scope_id = b.scope_id))) as l
            where l.quota > 0 and l.remaining is not null group by 1
            """;

    private static final String ERRORS = """
            select coalesce(l.name, 'other') as name, count(e.id) as n
            from unnest(:loaded) as l(name)
            full join (select id, service from sync_errors where resolved_at is null) as e on e.service = l.name
            group by 1
            """;
    private static final String LETTERS = "select count(*) from dead_letters where resolved_at is null";
    private static final String ALERTS = """
            select s.name, count(a.severity) as n
            from unnest(array['warning', 'critical']) as s(name)
            left join alerts a on a.severity = s.name and a.state = 'open' group by s.name
            """;

    /**
     * Docks of one provider.
     *
     * @param lag seconds since the last success of the dock that had none for longest
     * @param intervals the same as a multiple of the dock's interval
     */
    record OfProvider(
            String provider, Map<String, Long> docks, Map<String, Long> lanes, double lag, double intervals) {}

    /**
     * How it all is.
     *
     * @param jobs open ones by state
     * @param oldest seconds since the job was due that has been due for longest and does not run
     * @param left of the limit, 0 to 1, by provider: of the budget that has least
     * @param alerts open ones by severity
     */
    record Fleet(
            Map<String, Long> jobs,
            double oldest,
            List<OfProvider> providers,
            Map<String, Double> left,
            Map<String, Long> errors,
            long letters,
            Map<String, Long> alerts) {}

    private final Jdbi jdbi;

    public FleetStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @param loaded providers that are named; others count as {@code other} */
    Fleet read(Collection<String> loaded, Instant now) {
        return jdbi.withHandle(handle -> {
            Map<String, Long> jobs = new LinkedHashMap<>(Map.of("available", 0L, "running", 0L, "retryable", 0L));
            double[] oldest = {0};
            handle.createQuery(QUEUE)
                    .bind("now", now)
                    .map((rs, context) -> {
                        oldest[0] = Math.max(oldest[0], rs.getDouble("oldest"));
                        return jobs.put(rs.getString("state"), rs.getLong("jobs"));
                    })
                    .list();
            Map<String, Double> left = new LinkedHashMap<>();
            handle.createQuery(BUDGETS)
                    .bindArray("loaded", String.class, loaded)
                    .bind("now", now)
                    .map((rs, context) -> left.put(rs.getString("provider"), rs.getDouble("left_ratio")))
                    .list();
            return new Fleet(
                    jobs,
                    oldest[0],
                    handle.createQuery(DOCKS)
                            .bindArray("loaded", String.class, loaded)
                            .bind("now", now)
                            .map((rs, context) -> ofProvider(rs))
                            .list(),
                    left,
                    counts(handle.createQuery(ERRORS).bindArray("loaded", String.class, loaded)),
                    handle.createQuery(LETTERS).mapTo(Long.class).one(),
                    counts(handle.createQuery(ALERTS)));
        });
    }

    private static OfProvider ofProvider(ResultSet rs) throws SQLException {
        Map<String, Long> docks = new LinkedHashMap<>();
        for (String state : List.of("active", "paused", "stopped", "failing", "waiting")) {
            docks.put(state, rs.getLong(state));
        }
        long running = rs.getLong("lanes_running");
        long held = rs.getLong("lanes_held");
        return new OfProvider(
                rs.getString("provider"),
                docks,
                Map.of("running", running, "held", held, "idle", rs.getLong("lanes") - running - held),
                rs.getDouble("lag"),
                rs.getDouble("intervals"));
    }

    private static Map<String, Long> counts(Query query) {
        Map<String, Long> counts = new LinkedHashMap<>();
        query.map((rs, context) -> counts.put(rs.getString("name"), rs.getLong("n")))
                .list();
        return counts;
    }
}
