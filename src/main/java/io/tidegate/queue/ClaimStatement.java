package io.tidegate.queue;

/**
 * The statement with which jobs are claimed, and those that ask for the same jobs otherwise.
 *
 * <p>A job can be claimed when it is due, its lane is free, its dock is one that runs, and no other such job is before it in
 * its lane. Of those, the most urgent go first, and of equally urgent ones organizations take turns: the first of each, then
 * the second of each, and so on; whoever was served longest ago begins.
 */
final class ClaimStatement {
    /**
     * Before the others, in their transaction. A queue is mostly empty when PostgreSQL counts what is in it, and long a moment
     * later: expecting nothing, it would read all that is due by any index and sort it, and all of it again for each job.
     */
    static final String BY_INDEX = "set local enable_sort = off; set local enable_incremental_sort = off;"
            + " set local plan_cache_mode = force_generic_plan";

    /** The dock of a job, when it is one that runs. */
    private static final String DOCK = """
            select from docks d where d.id = %1$s.dock_id and d.provider = any(:providers)
                and (%1$s.type = 'manual' or (d.enabled and d.stopped_at is null and (d.connector_id is null
                    or exists (select from connectors c where c.id = d.connector_id and c.status = 'active'))))
            """;

    /** By "offset 0" it is looked up for each job, whatever the tables are thought to hold. */
    private static final String RUNS = "exists (\n" + DOCK + "offset 0)\n";

    /**
     * The next of its lane, which is free. Whoever is before it is looked for backwards: beginning with the lane's first, a
     * long row of jobs whose docks do not run would be read again for each one behind it.
     */
    private static final String CLAIMABLE = """
            q.state in ('available', 'retryable') and q.run_at <= :now
            -- read once: in one lane that is held, very many may wait
            and q.lane_key not in (select r.lane_key from sync_queue r where r.state = 'running')
            and exists (select from lanes l where l.lane_key = q.lane_key and l.job_id is null and l.free_at <= :now offset 0)
            and\s""" + RUNS.formatted("q") + """
            and (
                select e.id from sync_queue e
                where e.lane_key = q.lane_key and e.state in ('available', 'retryable') and e.run_at <= :now
                    and (e.priority, e.run_at, e.id) < (q.priority, q.run_at, q.id)
                    and\s""" + RUNS.formatted("e") + """
                order by e.priority desc, e.run_at desc, e.id desc limit 1) is null
            """;

    /** The next jobs of an organization's queue {@code s} of one priority, as many as its {@code chunk}. */
    private static final String CHUNK = """
            lateral (
                select q.priority, q.run_at, q.id, q.lane_key, q.event_id,
                       row_number() over (order by q.run_at, q.id) = s.chunk as more
                from sync_queue q
                where q.org_id = s.org_id and q.priority = s.priority and (q.run_at, q.id) > (s.run_at, s.id) and
            """ + CLAIMABLE + """
                order by q.run_at, q.id limit s.chunk) j
            """;

    /**
     * Those whose turn it is, at least {@code :ahead} of them where there are as many, in their order. Of each priority it is
     * the first job of each organization, beginning with who was served longest ago; when these are fewer, some more of each;
     * and of those that have as many, more again.
     */
    private static final String IN_TURN = """
            with recursive queue as (
                -- one step for each organization and priority, however many jobs wait
                (select org_id, priority, run_at from sync_queue where state in ('available', 'retryable')
                 order by org_id, priority, run_at, id limit 1)
                union all
                select n.* from queue p cross join lateral (
                    select q.org_id, q.priority, q.run_at from sync_queue q
                    where q.state in ('available', 'retryable') and (q.org_id, q.priority) > (p.org_id, p.priority)
                    order by q.org_id, q.priority, q.run_at, q.id limit 1) n
            ), due as materialized (
                select q.org_id, q.priority, o.last_claim_at from queue q join organizations o on o.id = q.org_id
                where q.run_at <= :now
            ), ahead as (
                select first.*, bigint '0' as before from (select distinct priority from due) p cross join lateral (
                    select s.org_id, s.last_claim_at, j.*
                    -- in this order, so that reading ends with the last that is wanted
                    from (select *, timestamptz '-infinity' as run_at, bigint '0' as id, 1 as chunk from due
                          where due.priority = p.priority order by last_claim_at nulls first offset 0) s
                    cross join\s""" + CHUNK + """
                    order by s.last_claim_at nulls first fetch first :ahead rows with ties) first
                union all
                select s.org_id, s.last_claim_at, j.*, s.before
                from (
                    select *, (:ahead - 1) / count(*) over (partition by priority) + 1 as chunk
                    from (
                        select a.org_id, a.last_claim_at, a.priority, a.run_at, a.id, a.more,
                               a.before + count(*) over (partition by a.priority) as before
                        from ahead a) a
                    -- all that were read so far go before what this organization has left
                    where more and before < :ahead) s
                cross join\s""" + CHUNK + """
            ), next as materialized (
                select id, event_id, lane_key,
                       row_number() over (order by priority, in_org, last_claim_at nulls first, run_at, id) as place
                from (select *, row_number() over (partition by org_id order by priority, run_at, id) as in_org from ahead) a
                order by place limit :ahead
            """;

    /** Those that are wanted. */
    private static final String NAMES = """
            with next as materialized (
                select q.id, q.event_id, q.lane_key, row_number() over (order by q.priority, q.run_at, q.id) as place
                from sync_queue q
                where q.id = any(:jobs) and
            """ + CLAIMABLE;

    /**
     * Takes the first of them. Their lanes are locked, skipping those that another claim holds. Who claims a job between our
     * look and our lock wins: its state is asked again by the update, and a lane is held only by a job that the update got.
     * There is always a row, if one without a job.
     */
    private static final String TAKE = """
            ), free as materialized (
                select n.id, n.event_id
                from next n join lanes l on l.lane_key = n.lane_key
                where l.job_id is null and l.free_at <= :now
                order by n.place
                limit :most
                for update of l skip locked
            ), claimed as (
                update sync_queue q
                set state = 'running', fencing_token = q.fencing_token + 1, lease_until = :lease, node = :node,
                    progress_at = :now, started_at = coalesce(q.started_at, :now),
                    event_id = coalesce(q.event_id, nextval('sync_events_id')), event_at = coalesce(q.event_at, :now)
                from free f
                -- asked so that no index of waiting jobs can answer it: by id it is one look
                where q.id = f.id and (q.state in ('available', 'retryable')) is true
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
            select c.id, c.dock_id, c.fencing_token, c.type, c.retry_count, c.resource_types, c.event_id, c.event_at,
                   c.stats::text as stats, read.jobs >= :ahead as more
            from (select count(*) as jobs from next) read left join claimed c on true
            order by c.priority, c.run_at, c.id
            """;

    /** Any job. */
    static final String ANY = IN_TURN + TAKE;

    /** Only what was due by {@code :due}. */
    static final String LATE = ANY.replace("run_at <= :now", "run_at <= :due");

    /** Of these jobs those that are the next of their lanes; one that came to nothing meanwhile is none of them. */
    static final String NAMED = NAMES + TAKE;

    /** What a claim would find now, which takes nothing. */
    static final String LOOK = """
            select id, dock_id, fencing_token from (
                select q.id, q.dock_id, q.fencing_token, q.priority, q.run_at,
                       row_number() over (partition by q.lane_key order by q.priority, q.run_at, q.id) as in_lane
                from sync_queue q
                join lanes l on l.lane_key = q.lane_key and l.job_id is null and l.free_at <= :now
                where q.state in ('available', 'retryable') and q.run_at <= :now and
            """ + "exists (\n" + DOCK.formatted("q") + ")\n" + """
            ) due
            where in_lane = 1 order by priority, run_at, id limit :most
            """;

    private ClaimStatement() {}
}
