package io.tidegate.monitor.figure;

import io.tidegate.monitor.rollup.RollupStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Measures how long runs took, over samples of {@code sync_events} that never grow with it. */
public final class SpeedStore {
    /** Of how many runs, the last ones, durations are told unless others are asked for. */
    public static final int SAMPLE = 100;

    /** Of how many runs of a week, its last ones, at most. */
    public static final int WEEK_SAMPLE = 10_000;

    private static final Duration WEEK = Duration.ofDays(7);

    private static final String LAST = """
            with last as materialized (
                select e.id, e.dock_id, e.sync_type, e.started_at, e.completed_at, e.duration_ms, e.items_processed
                from sync_events e
                where e.status in ('success', 'partial', 'failed') and e.duration_ms is not null
                    and (cast(:dock as bigint) is null or e.dock_id = :dock)
                    and (cast(:provider as text) is null or e.service = :provider)
                    and (cast(:since as timestamptz) is null or e.started_at >= :since)
                    and (cast(:until as timestamptz) is null or e.started_at < :until)
                order by e.started_at desc, e.id desc
                limit :most
            )
            """;

    private static final String SPEED = LAST + """
            select l.sync_type, count(*) as runs, min(l.duration_ms) as least, max(l.duration_ms) as most,
                   cast(round(avg(l.duration_ms)) as bigint) as mean,
                   cast(round(percentile_cont(0.5) within group (order by l.duration_ms)) as bigint) as median,
                   cast(round(percentile_cont(0.95) within group (order by l.duration_ms)) as bigint) as p95,
                   cast(round(percentile_cont(0.99) within group (order by l.duration_ms)) as bigint) as p99,
                   coalesce(sum(l.items_processed), 0) as items,
                   cast(avg(l.items_processed) as double precision) as items_mean
            from last l
            group by grouping sets ((), (l.sync_type))
            order by l.sync_type nulls first
            """;

    /** An answer may come a moment before or after the run is on record as begun or ended. */
    private static final String TYPES = LAST + """
            select r.resource_type, count(distinct r.run) as runs, count(*) as requests,
                   count(*) filter (where r.status is null or r.status >= 400) as refused,
                   coalesce(sum(r.took_ms), 0) as took, coalesce(sum(r.waited_ms), 0) as waited
            from last l join rate_limit_logs r on r.dock_id = l.dock_id and r.run = l.id
                and r.at >= l.started_at - interval '1 minute' and r.at <= l.completed_at + interval '1 minute'
            where r.resource_type <> ''
            group by r.resource_type
            order by sum(r.took_ms) desc, r.resource_type
            """;

    private static final String WEEKS = """
            select count(*) as runs,
                   cast(round(percentile_cont(0.5) within group (order by w.duration_ms)) as bigint) as median,
                   cast(round(percentile_cont(0.95) within group (order by w.duration_ms)) as bigint) as p95
            from (
                select e.duration_ms from sync_events e
                where e.status in ('success', 'partial', 'failed') and e.duration_ms is not null
                    and (cast(:dock as bigint) is null or e.dock_id = :dock)
                    and (cast(:provider as text) is null or e.service = :provider)
                    and e.started_at >= :since and e.started_at < :until
                order by e.started_at desc, e.id desc
                limit :most
            ) w
            """;

    /**
     * What runs asked for one resource type.
     *
     * @param runs how many of them sent a request for it
     * @param refused of the requests, how many were not answered, or with a status from 400 on
     * @param tookMs of all requests together, to each answer's head
     * @param waitedMs of all requests together, for permits
     */
    public record TypeSpeed(String resourceType, long runs, long requests, long refused, long tookMs, long waitedMs) {}

    /** How long the runs of a week took; null where there was none. */
    public record Week(
            long sample, @Nullable Long medianMs, @Nullable Long p95Ms) {}

    private final Jdbi jdbi;

    public SpeedStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Of the filter's last runs that ended: of all first, which is there also where there are none; then by type. */
    public List<Speed> last(FigureFilter filter, int most) {
        return jdbi.inTransaction(handle -> bind(handle, SPEED, filter, most)
                .map((rs, context) -> new Speed(
                        rs.getString("sync_type"),
                        rs.getLong("runs"),
                        new Speed.Durations(
                                rs.getObject("least", Long.class),
                                rs.getObject("most", Long.class),
                                rs.getObject("mean", Long.class),
                                rs.getObject("median", Long.class),
                                rs.getObject("p95", Long.class),
                                rs.getObject("p99", Long.class)),
                        rs.getLong("items"),
                        rs.getObject("items_mean", Double.class)))
                .list());
    }

    /** What the same runs asked for each resource type, the slowest first; of what the log of requests still holds. */
    public List<TypeSpeed> types(FigureFilter filter, int most) {
        return jdbi.inTransaction(handle -> bind(handle, TYPES, filter, most)
                .map((rs, context) -> new TypeSpeed(
                        rs.getString("resource_type"),
                        rs.getLong("runs"),
                        rs.getLong("requests"),
                        rs.getLong("refused"),
                        rs.getLong("took"),
                        rs.getLong("waited")))
                .list());
    }

    /** The seven days before an instant, of whatever the filter names but its bounds of time. */
    public Week weekBefore(FigureFilter filter, Instant end) {
        FigureFilter week = new FigureFilter(filter.dock(), filter.provider(), end.minus(WEEK), end);
        return jdbi.inTransaction(handle -> bind(handle, WEEKS, week, WEEK_SAMPLE)
                .map((rs, context) -> week(rs))
                .one());
    }

    private static Week week(ResultSet rs) throws SQLException {
        return new Week(rs.getLong("runs"), rs.getObject("median", Long.class), rs.getObject("p95", Long.class));
    }

    private static Query bind(Handle handle, String sql, FigureFilter filter, int most) {
        handle.execute(RollupStore.PLAN_ANEW);
        return handle.createQuery(sql)
                .bind("dock", filter.dock())
                .bind("provider", filter.provider())
                .bind("since", filter.since())
                .bind("until", filter.until())
                .bind("most", most);
    }
}
