package io.tidegate.monitor.figure;

import io.tidegate.monitor.rollup.Period;
import io.tidegate.monitor.rollup.RollupStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Adds up {@code sync_metrics}. Hours in which runs began that ended since the last count are counted here anew from
 * {@code sync_events}, and days and weeks to which that happened are those of their hours.
 */
public final class FigureStore {
    private static final String DONE = "select metric_type, done_until from rollups";

    private static final String FIRST = """
            select min(period_start) from sync_metrics
            where metric_type = :type and (cast(:dock as bigint) is null or dock_id = :dock)
                and (cast(:provider as text) is null or service = :provider)
            """;

    private static final String ROWS = """
            with ended as materialized (
                select distinct e.dock_id, date_trunc('hour', e.started_at, 'UTC') as hour
                from sync_events e
                where e.completed_at >= :hours_done and e.started_at >= :from and e.started_at < :to
                    and e.status in ('success', 'partial', 'failed')
                    and (cast(:docks as bigint[]) is null or e.dock_id = any(cast(:docks as bigint[])))
                    and (cast(:provider as text) is null or e.service = :provider)
            ), counted as materialized (
                select n.dock_id, n.hour, f.*
                from ended n cross join lateral (
                    select max(e.service) as service, count(*) filter (where e.status = 'success') as good,
                           count(*) filter (where e.status = 'partial') as part,
                           count(*) filter (where e.status = 'failed') as bad,
                           sum(e.items_processed) as processed, sum(e.items_changed) as changed,
                           sum(e.items_deleted) as deleted, sum(e.requests) as requests,
                           coalesce(sum(e.duration_ms), 0) as total, coalesce(max(e.duration_ms), 0) as longest
                    from sync_events e
                    where e.dock_id = n.dock_id and e.started_at >= n.hour
                        and e.started_at < n.hour + interval '1 hour'
                        and e.status in ('success', 'partial', 'failed')
                ) f
            ), touched as materialized (
                select distinct e.dock_id, date_trunc(:unit, e.started_at, 'UTC') as period_start
                from sync_events e
                where e.completed_at >= :done and e.started_at >= :from and e.started_at < :to
                    and e.status in ('success', 'partial', 'failed')
                    and (cast(:docks as bigint[]) is null or e.dock_id = any(cast(:docks as bigint[])))
                    and (cast(:provider as text) is null or e.service = :provider)
            ), figures as (
                select m.dock_id, m.period_start, m.successful_syncs as good, m.partial_syncs as part,
                       m.failed_syncs as bad, m.total_items_synced as processed, m.items_changed as changed,
                       m.items_deleted as deleted, m.requests, m.total_duration_ms as total,
                       m.max_duration_ms as longest
                from sync_metrics m
                where m.metric_type = :type and m.period_start >= :from and m.period_start < :to
                    and (cast(:docks as bigint[]) is null or m.dock_id = any(cast(:docks as bigint[])))
                    and (cast(:provider as text) is null or m.service = :provider)
                    and (m.dock_id, m.period_start) not in (select dock_id, period_start from touched)
                union all
                select t.dock_id, t.period_start, m.successful_syncs, m.partial_syncs, m.failed_syncs,
                       m.total_items_synced, m.items_changed, m.items_deleted, m.requests, m.total_duration_ms,
                       m.max_duration_ms
                from touched t join sync_metrics m on m.dock_id = t.dock_id and m.metric_type = 'hourly'
                    and m.period_start >= t.period_start
                    and m.period_start < t.period_start + make_interval(hours => :hours)
                where (m.dock_id, m.period_start) not in (select dock_id, hour from counted)
                union all
                select t.dock_id, t.period_start, c.good, c.part, c.bad, c.processed, c.changed, c.deleted, c.requests,
                       c.total, c.longest
                from touched t join counted c on c.dock_id = t.dock_id and c.hour >= t.period_start
                    and c.hour < t.period_start + make_interval(hours => :hours)
            )
            """;

    private static final String SUMS = """
                   coalesce(sum(f.good), 0) as good, coalesce(sum(f.part), 0) as part, coalesce(sum(f.bad), 0) as bad,
                   coalesce(sum(f.processed), 0) as processed, coalesce(sum(f.changed), 0) as changed,
                   coalesce(sum(f.deleted), 0) as deleted, coalesce(sum(f.requests), 0) as requests,
                   coalesce(sum(f.total), 0) as total, max(f.longest) as longest
            """;

    private static final String BY_PERIOD = ROWS + "select p.start, " + SUMS + """
            from generate_series(cast(:from as timestamptz), cast(:last as timestamptz),
                    make_interval(hours => :hours)) as p(start)
                left join figures f on f.period_start = p.start
            group by p.start order by p.start
            """;

    private static final String BY_DOCK = ROWS + "select f.dock_id, " + SUMS + "from figures f group by f.dock_id";

    private static final int DAY_HOURS = 24;

    private final Jdbi jdbi;

    public FigureStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Figures of consecutive periods, oldest first; those of periods in which no run began are there too.
     *
     * @param filter whose; its bounds of time are not looked at
     * @param first when the first of them begins
     * @param count how many there are, at least 1
     */
    public List<PeriodFigures> periods(FigureFilter filter, Period period, Instant first, int count, Instant now) {
        return jdbi.inTransaction(handle -> bind(
                        query(handle, BY_PERIOD, filter, period, new Span(first, period.later(first, count)), now),
                        filter.dock() == null ? null : List.of(filter.dock()))
                .bind("last", period.later(first, count - 1))
                .map((rs, context) -> new PeriodFigures(instant(rs, "start"), figures(rs)))
                .list());
    }

    /**
     * Figures of each dock that ran in the hours that begin from one instant on and before another.
     *
     * @param only of these docks; null for all of the filter
     */
    public Map<Long, Figures> docks(
            FigureFilter filter, @Nullable Collection<Long> only, Instant from, Instant to, Instant now) {
        Map<Long, Figures> docks = new HashMap<>();
        jdbi.useTransaction(handle -> bind(
                        query(handle, BY_DOCK, filter, Period.HOUR, new Span(from, to), now),
                        only == null && filter.dock() != null ? List.of(filter.dock()) : only)
                .map((rs, context) -> docks.put(rs.getLong("dock_id"), figures(rs)))
                .list());
        return docks;
    }

    /**
     * Figures of each dock that ran in the last 24 hours: the hour under way and the 23 before.
     *
     * @param only of these docks; null for all of the filter
     */
    public Map<Long, Figures> lastDay(FigureFilter filter, @Nullable Collection<Long> only, Instant now) {
        Instant until = Period.HOUR.later(Period.HOUR.startOf(now), 1);
        return docks(filter, only, Period.HOUR.later(until, -DAY_HOURS), until, now);
    }

    /** When the first period began that anything is known of; null when nothing is. */
    public @Nullable Instant first(FigureFilter filter, Period period) {
        return jdbi.withHandle(handle -> handle.createQuery(FIRST)
                .bind("type", period.metricType())
                .bind("dock", filter.dock())
                .bind("provider", filter.provider())
                .mapTo(Instant.class)
                .findOne()
                .orElse(null));
    }

    private record Span(Instant from, Instant to) {}

    /** How far the count is is read before what was counted: then nothing falls between the two. */
    private static Query query(Handle handle, String sql, FigureFilter filter, Period period, Span span, Instant now) {
        Map<String, Instant> done = new HashMap<>();
        handle.execute(RollupStore.PLAN_ANEW);
        handle.createQuery(DONE)
                .map((rs, context) -> done.put(rs.getString("metric_type"), instant(rs, "done_until")))
                .list();
        return handle.createQuery(sql)
                .bind("hours_done", since(done.get(Period.HOUR.metricType()), now))
                .bind("done", since(done.get(period.metricType()), now))
                .bind("unit", period.word())
                .bind("type", period.metricType())
                .bind("hours", (int) period.length().toHours())
                .bind("from", span.from())
                .bind("to", span.to())
                .bind("provider", filter.provider());
    }

    private static Query bind(Query query, @Nullable Collection<Long> docks) {
        return docks == null ? query.bindNull("docks", Types.ARRAY) : query.bindArray("docks", Long.class, docks);
    }

    private static Instant since(@Nullable Instant done, Instant now) {
        return done == null ? Instant.EPOCH : (done.isBefore(now) ? done : now).minus(RollupStore.MARGIN);
    }

    private static Figures figures(ResultSet rs) throws SQLException {
        return new Figures(
                new Figures.Outcomes(rs.getLong("good"), rs.getLong("part"), rs.getLong("bad")),
                new Figures.Items(
                        rs.getLong("processed"), rs.getLong("changed"), rs.getLong("deleted"), rs.getLong("requests")),
                rs.getLong("total"),
                rs.getObject("longest", Long.class));
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }
}
