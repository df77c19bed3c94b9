package io.tidegate.dock;

import io.tidegate.queue.QueueStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** When docks of the table {@code docks} are due. */
public final class DockPlanStore {
    private static final Duration BETWEEN = Duration.ofMillis(25);

    /** Docks on time, new ones, and those that something else holds back stay as they are. */
    private static final String SPREAD = """
            with late as (
                select d.id, d.pace, row_number() over (order by d.next_sync_at, d.id) - 1 as place
                from (select *, paced_seconds(interval_seconds, max_interval_seconds, unchanged_runs, budget_seconds) as pace
                      from docks) d
                where d.enabled and d.stopped_at is null and d.connector_id is null and d.last_sync_attempt is not null
                    and d.next_sync_at <= :now - make_interval(secs => d.pace)
                    and coalesce(d.backoff_until <= :now, true)
                    and not exists (select from sync_queue q
                        where q.dock_id = d.id and q.state in ('available', 'running', 'retryable'))
            )
            update docks d set next_sync_at = :now + make_interval(
                secs => least(late.place * cast(:between as double precision) / 1000, late.pace))
            from late where d.id = late.id
            """;

    /**
     * Missed ticks do not pile up: the next instant of the dock's own grid that lies ahead. A connector schedules its
     * docks itself.
     */
    private static final String ENQUEUE_DUE = """
            with due as materialized (
                select d.id, d.org_id, d.lane_key,
                       paced_seconds(d.interval_seconds, d.max_interval_seconds, d.unchanged_runs, d.budget_seconds) as pace
                from docks d
                where d.enabled and d.stopped_at is null and d.connector_id is null and d.next_sync_at <= :now
                    and d.provider = any(:providers)
                    and coalesce(d.backoff_until <= :now, true)
                    and not exists (select from sync_queue q
                        where q.dock_id = d.id and q.state in ('available', 'running', 'retryable'))
                    and not exists (select from lanes l
                        where l.lane_key = d.lane_key and l.free_at > :now and l.waiting_reason is not null)
                order by d.next_sync_at limit 1000 for update of d skip locked
            ), lanes as (
                insert into lanes (lane_key, free_at) select distinct lane_key, :now from due on conflict do nothing
            ), queued as (
                insert into sync_queue (org_id, dock_id, lane_key, type, priority, state, queued_at, run_at)
                select org_id, id, lane_key, 'scheduled', 2, 'available', :now, :now from due
                on conflict (dock_id) where state in ('available', 'running', 'retryable') do nothing
            )
            update docks d
            set next_sync_at = d.next_sync_at + make_interval(secs => due.pace
                * (1 + floor(extract(epoch from :now - d.next_sync_at) / due.pace)))
            from due where d.id = due.id
            returning d.id, d.cron, pg_notify(:channel, '')
            """;

    private static final String PLAN = "update docks set next_sync_at = :next where id = :id";

    private static final String FIT = """
            update docks d set budget_seconds = fit.seconds
            from docks a left join unnest(:docks, :seconds) as fit(dock, seconds) on fit.dock = a.id
            where d.id = a.id and a.max_interval_seconds is not null and a.budget_seconds is distinct from fit.seconds
            """;

    /** A dock that the tick queued, with its cron expression when it has one. */
    public record Queued(long dock, @Nullable String cron) {}

    private final Jdbi jdbi;

    public DockPlanStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Turns due docks of the named providers into jobs, and plans their next instant by their interval. */
    public List<Queued> enqueueDue(Collection<String> providers, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(ENQUEUE_DUE)
                .bindArray("providers", String.class, providers)
                .bind("now", now)
                .bind("channel", QueueStore.CHANNEL)
                .map((rs, context) -> new Queued(rs.getLong("id"), rs.getString("cron")))
                .list());
    }

    /** Sets a dock's next instant, for one that goes by cron. */
    public void plan(long id, Instant next) {
        jdbi.useHandle(handle ->
                handle.createUpdate(PLAN).bind("id", id).bind("next", next).execute());
    }

    /**
     * Lets docks that are late by a whole interval or more begin one after another, 25 ms apart, each within its
     * interval: else all would stand in the queue, and before their providers, at once.
     *
     * @return how many
     */
    public int spread(Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(SPREAD)
                .bind("now", now)
                .bind("between", BETWEEN.toMillis())
                .execute());
    }

    /**
     * Keeps the intervals that fit.
     *
     * @param seconds by dock; docks that are not in it keep theirs
     * @return how many changed
     */
    public int fit(Map<Long, Integer> seconds) {
        Object[] docks = seconds.keySet().toArray();
        return jdbi.withHandle(handle -> handle.createUpdate(FIT)
                .bindArray("docks", Long.class, docks)
                .bindArray("seconds", Integer.class, seconds.values().toArray())
                .execute());
    }
}
