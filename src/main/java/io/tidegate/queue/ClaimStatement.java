package io.tidegate.queue;

/** The statement with which jobs are claimed, and those that ask for the same jobs otherwise. */
final class ClaimStatement {
    /**
     * Each free lane's next job; of those, organizations in turn. Their lanes are locked, skipping those that another
     * claim holds. Who claims a job between our look and our lock wins: its state is asked again by the update, and a
     * lane is held only by a job that the update got.
     */
    static final String ANY = """
            with due as materialized (
                select q.id, q.org_id, q.lane_key, q.event_id, q.priority, q.run_at,
                       row_number() over (partition by q.lane_key order by q.priority, q.run_at, q.id) as in_lane
                from sync_queue q
                join docks d on d.id = q.dock_id and d.provider = any(:providers)
                    and (q.type = 'manual' or (d.enabled and d.stopped_at is null and (d.connector_id is null
                        or exists (select from connectors c where c.id = d.connector_id and c.status = 'active'))))
                join lanes l on l.lane_key = q.lane_key and l.job_id is null and l.free_at <= :now
                where q.state in ('available', 'retryable') and q.run_at <= :now
            ), next as materialized (
                select * from (
                    select d.*, o.last_claim_at,
                           row_number() over (partition by d.org_id order by d.priority, d.run_at, d.id) as in_org
                    from due d join organizations o on o.id = d.org_id where d.in_lane = 1
                ) ranked
                -- more than other claims have locked, a hundred at once; the rest of a long queue is not looked at again
                where in_org <= :most * 20 + 2000
            ), free as materialized (
                select d.id, d.event_id
                from next d join lanes l on l.lane_key = d.lane_key
                where l.job_id is null and l.free_at <= :now
                order by d.priority, d.in_org, d.last_claim_at nulls first, d.run_at, d.id
                limit :most
                for update of l skip locked
            ), claimed as (
                update sync_queue q
                set state = 'running', fencing_token = q.fencing_token + 1, lease_until = :lease, node = :node,
                    progress_at = :now, started_at = coalesce(q.started_at, :now),
                    event_id = coalesce(q.event_id, nextval('sync_events_id')), event_at = coalesce(q.event_at, :now)
                from free f
                where q.id = f.id and q.state in ('available', 'retryable')
                returning q.*, f.event_id is null as opens
            ), held as (
                update lanes l set job_id = c.id from claimed c where l.lane_key = c.lane_key
            ), served as (
                update organizations set last_claim_at = :now where id in (
                    select o.id from organizations o join claimed c on c.org_id = o.id for update of o skip locked)
            ), marked as (
                update docks d set last_sync_status = 'syncing', last_sync_attempt = :now,
                    waiting_until = null, waiting_reason = null
                from claimed c where d.id = c.dock_id
                returning d.id, d.provider
            ), opened as (
                insert into sync_events (id, org_id, dock_id, job_id, service, sync_type, trigger, status, started_at, node)
                select c.event_id, c.org_id, c.dock_id, c.id, m.provider,
                       case when c.type = 'webhook' and c.resource_types is not null then 'webhook' else 'full' end,
                       case when c.retry_count > 0 then 'retry' else c.type end, 'started', c.event_at, :node
                from claimed c join marked m on m.id = c.dock_id where c.opens
            )
            select id, dock_id, fencing_token, type, retry_count, resource_types, event_id, event_at, stats::text as stats
            from claimed order by priority, run_at, id
            """;

    /** Only what was due by {@code :due}. */
    static final String LATE = ANY.replace("q.run_at <= :now", "q.run_at <= :due");

    /** Of these jobs those that are the next of their lanes; one that came to nothing meanwhile is none of them. */
    static final String NAMED = ANY.replace(
                    "and q.run_at <= :now",
                    "and q.run_at <= :now\n"
                            + "        and q.lane_key in (select n.lane_key from sync_queue n where n.id = any(:jobs))")
            .replace("where d.in_lane = 1", "where d.in_lane = 1 and d.id = any(:jobs)");

    /** What a claim would find now, which takes nothing. */
    static final String LOOK = """
            select id, dock_id, fencing_token from (
                select q.id, q.dock_id, q.fencing_token, q.priority, q.run_at,
                       row_number() over (partition by q.lane_key order by q.priority, q.run_at, q.id) as in_lane
                from sync_queue q
                join docks d on d.id = q.dock_id and d.provider = any(:providers)
                    and (q.type = 'manual' or (d.enabled and d.stopped_at is null and (d.connector_id is null
                        or exists (select from connectors c where c.id = d.connector_id and c.status = 'active'))))
                join lanes l on l.lane_key = q.lane_key and l.job_id is null and l.free_at <= :now
                where q.state in ('available', 'retryable') and q.run_at <= :now
            ) due
            where in_lane = 1 order by priority, run_at, id limit :most
            """;

    private ClaimStatement() {}
}
