package io.tidegate.monitor.rollup;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Writes {@code sync_metrics}, and notes in {@code rollups} how far that is. */
public final class RollupStore {
    /** A run may be on record this long after the instant at which it says that it ended. */
    public static final Duration MARGIN = Duration.ofMinutes(10);

    /** What one transaction counts at most, so that whoever is killed after a long absence has not worked for nothing. */
    private static final Duration STEP = Duration.ofDays(1);

    /** A plan for any span would read all runs for the last minutes'. */
    public static final String PLAN_ANEW = "set local plan_cache_mode = force_custom_plan";

    private static final String DONE = "select done_until from rollups where metric_type = :type for update";

    /** Whatever ended before the first count is counted with it. */
    private static final String BEGIN = """
            insert into rollups (metric_type, done_until)
            select :type, least(coalesce(min(completed_at), :now), :now) from sync_events where completed_at is not null
            on conflict do nothing
            """;

    private static final String NOTE = "update rollups set done_until = :until where metric_type = :type";

    /**
     * Counts anew each dock's periods in which a run began that ended in the span. A count only grows: one that is lower
     * than before is that of a period whose events are past their retention by now.
     */
    private static final String COUNT = """
            with touched as materialized (
                select distinct e.dock_id, date_trunc(:unit, e.started_at, 'UTC') as period_start
                from sync_events e
                where e.completed_at >= :from and (cast(:to as timestamptz) is null or e.completed_at < :to)
                    and e.status in ('success', 'partial', 'failed')
            )
            insert into sync_metrics as m (
                org_id, dock_id, service, metric_type, period_start, successful_syncs, partial_syncs, failed_syncs,
                total_items_synced, items_changed, items_deleted, requests, total_duration_ms, avg_duration_ms,
                p50_duration_ms, p95_duration_ms, max_duration_ms, error_rate, last_updated)
            select f.org_id, t.dock_id, f.service, :type, t.period_start, f.good, f.part, f.bad, f.processed, f.changed,
                   f.deleted, f.requests, coalesce(f.total, 0), coalesce(f.average, 0), coalesce(f.p50, 0),
                   coalesce(f.p95, 0), coalesce(f.longest, 0), f.bad / cast(f.good + f.part + f.bad as double precision),
                   :now
            from touched t cross join lateral (
                select max(e.org_id) as org_id, max(e.service) as service,
                       count(*) filter (where e.status = 'success') as good,
                       count(*) filter (where e.status = 'partial') as part,
                       count(*) filter (where e.status = 'failed') as bad,
                       sum(e.items_processed) as processed, sum(e.items_changed) as changed,
                       sum(e.items_deleted) as deleted, sum(e.requests) as requests, sum(e.duration_ms) as total,
                       round(avg(e.duration_ms)) as average, max(e.duration_ms) as longest,
                       round(percentile_cont(0.5) within group (order by e.duration_ms)) as p50,
                       round(percentile_cont(0.95) within group (order by e.duration_ms)) as p95
                from sync_events e
                where e.dock_id = t.dock_id and e.started_at >= t.period_start
                    and e.started_at < t.period_start + make_interval(hours => :hours)
                    and e.status in ('success', 'partial', 'failed')
            ) f
            where f.good + f.part + f.bad > 0
            order by t.dock_id, t.period_start
            on conflict (dock_id, metric_type, period_start) do update
            set successful_syncs = excluded.successful_syncs, partial_syncs = excluded.partial_syncs,
                failed_syncs = excluded.failed_syncs, total_items_synced = excluded.total_items_synced,
                items_changed = excluded.items_changed, items_deleted = excluded.items_deleted,
                requests = excluded.requests, total_duration_ms = excluded.total_duration_ms,
                avg_duration_ms = excluded.avg_duration_ms, p50_duration_ms = excluded.p50_duration_ms,
                p95_duration_ms = excluded.p95_duration_ms, max_duration_ms = excluded.max_duration_ms,
                error_rate = excluded.error_rate, last_updated = excluded.last_updated
            where excluded.successful_syncs + excluded.partial_syncs + excluded.failed_syncs
                    >= m.successful_syncs + m.partial_syncs + m.failed_syncs
                and (m.successful_syncs, m.partial_syncs, m.failed_syncs, m.total_items_synced, m.items_changed,
                     m.items_deleted, m.requests, m.total_duration_ms, m.avg_duration_ms, m.p50_duration_ms,
                     m.p95_duration_ms, m.max_duration_ms)
                is distinct from (
                     excluded.successful_syncs, excluded.partial_syncs, excluded.failed_syncs,
                     excluded.total_items_synced, excluded.items_changed, excluded.items_deleted, excluded.requests,
                     excluded.total_duration_ms, excluded.avg_duration_ms, excluded.p50_duration_ms,
                     excluded.p95_duration_ms, excluded.max_duration_ms)
            """;

    private static final String FORGET =
            "delete from sync_metrics where metric_type = :type and period_start < :before";

    private final Jdbi jdbi;

    public RollupStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Counts the runs that ended since the last time, at most those of a day. Whoever else would count the same waits
     * until this is done; what is counted twice stays as it is.
     *
     * @param now a clock that was set back is followed back
     * @return whether more is left to count
     */
    public boolean advance(Period period, Instant now) {
        return jdbi.inTransaction(handle -> {
            handle.execute(PLAN_ANEW);
            Instant done = done(handle, period, now);
            Instant begin = done.isBefore(now) ? done : now;
            Instant end = begin.plus(STEP);
            boolean more = end.isBefore(now);
            count(handle, period, new Span(begin.minus(MARGIN), more ? end : null), now);
            handle.createUpdate(NOTE)
                    .bind("type", period.metricType())
                    .bind("until", more ? end : now)
                    .execute();
            return more;
        });
    }

    /** @param to null when everything from there on is meant */
    private record Span(Instant from, @Nullable Instant to) {}

    private static void count(Handle handle, Period period, Span span, Instant now) {
        handle.createUpdate(COUNT)
                .bind("unit", period.word())
                .bind("type", period.metricType())
                .bind("hours", (int) period.length().toHours())
                .bind("from", span.from())
                .bind("to", span.to())
                .bind("now", now)
                .execute();
    }

    private static Instant done(Handle handle, Period period, Instant now) {
        return done(handle, period).orElseGet(() -> {
            handle.createUpdate(BEGIN)
                    .bind("type", period.metricType())
                    .bind("now", now)
                    .execute();
            return done(handle, period).orElseThrow();
        });
    }

    private static Optional<Instant> done(Handle handle, Period period) {
        return handle.createQuery(DONE)
                .bind("type", period.metricType())
                .mapTo(Instant.class)
                .findOne();
    }

    /** Deletes rows of periods that began before an instant. */
    public int forget(Period period, Instant before) {
        return jdbi.withHandle(handle -> handle.createUpdate(FORGET)
                .bind("type", period.metricType())
                .bind("before", before)
                .execute());
    }
}
