-- The end of a run, or of one claim of it: job, dock, event, state and lane together, or nothing when the job is no
-- longer ours. :?finish is one JSON object; see RunFinisher.
with p as materialized (
    select cast(:?finish as jsonb) as j
), job as materialized (
    select q.id, q.org_id, q.dock_id, q.type, q.resource_types, q.event_id, q.event_at, q.started_at, q.rerun,
           q.rerun_types, q.retry_count
    from sync_queue q join p on q.id = (p.j ->> 'job')::bigint
    where q.state = 'running' and q.fencing_token = (p.j ->> 'token')::bigint
    for update of q
), run as materialized (
    select job.*, j ->> 'state' as state, j ->> 'status' as status, (j ->> 'now')::timestamptz as now,
           (j ->> 'run_at')::timestamptz as run_at, j ->> 'error_code' as error_code, j ->> 'error' as error,
           (j ->> 'failures')::integer as failures, (j ->> 'stopped')::boolean as stopped,
           (j ->> 'processed')::bigint as processed, (j ->> 'changed')::bigint as changed,
           (j ->> 'deleted')::bigint as deleted, (j ->> 'requests')::bigint as requests,
           j ->> 'waiting_reason' as waiting_reason, (j ->> 'free_at')::timestamptz as free_at, j,
           j ->> 'status' is not null as ended,
           -- a run that failed runs again by its own clock, and not at all once the credentials are refused
           j ->> 'state' = 'completed' and job.rerun as again,
           -- it only applied events, and asked the provider for nothing: how the dock is stays as it was
           coalesce(j ->> 'status' = 'success' and job.resource_types = '{}', false) as aside
    from p, job
), queue as (
    update sync_queue q
    set state = case when r.again then 'available' else r.state end,
        run_at = case when r.again then r.now else coalesce(r.run_at, q.run_at) end,
        retry_count = case when r.again then 0 when r.state = 'retryable' then q.retry_count + 1 else q.retry_count end,
        rerun = q.rerun and not r.ended,
        type = case when r.again and r.rerun_types is not null then 'webhook' else q.type end,
        resource_types = case when r.rerun_types is null or not r.ended then q.resource_types
            when r.again then r.rerun_types
            when q.resource_types is not null then q.resource_types || r.rerun_types end,
        rerun_types = case when not r.ended then q.rerun_types end,
        -- its dock may have moved to another lane meanwhile
        lane_key = case when r.again or r.state in ('available', 'retryable')
            then (select d.lane_key from docks d where d.id = r.dock_id) else q.lane_key end,
        event_id = case when r.ended then null else q.event_id end,
        event_at = case when r.ended then null else q.event_at end,
        -- a run that is over leaves nothing for the next one to count on
        stats = case when r.again or r.state = 'retryable' then '{}'
            else jsonb_build_object('processed', r.processed, 'changed', r.changed, 'deleted', r.deleted,
                'requests', r.requests) end,
        started_at = case when r.again or r.state = 'retryable' then null else q.started_at end,
        finished_at = case when r.state in ('completed', 'discarded') and not r.again then r.now end,
        duration_ms = extract(epoch from r.now - q.event_at) * 1000,
        error_code = r.error_code, error = r.error, lease_until = null
    from run r where q.id = r.id
), dock as (
    update docks d
    set last_sync_status = case when not r.aside
                then case r.status when 'failed' then 'error' else coalesce(r.status, d.last_sync_status) end
            when d.consecutive_failures > 0 then 'error' when d.last_sync_error is not null then 'partial'
            when d.last_sync_at is null then 'pending' else 'success' end,
        last_sync_at = case when r.status in ('success', 'partial') and not r.aside and (r.j ->> 'listed')::boolean then r.now else d.last_sync_at end,
        last_sync_error = case when r.ended and not r.aside then r.error else d.last_sync_error end,
        consecutive_failures = case when r.aside then d.consecutive_failures when r.status = 'failed' then r.failures
            when r.status = 'success' then 0 else d.consecutive_failures end,
        backoff_until = case when r.aside then d.backoff_until when r.status = 'failed' then r.run_at
            when r.status = 'success' then null else d.backoff_until end,
        stopped_at = case when r.stopped then r.now else d.stopped_at end,
        unchanged_runs = case when r.ended and r.changed + r.deleted > 0 then 0
            when r.status = 'success' and not r.aside then least(d.unchanged_runs + 1, 1000) else d.unchanged_runs end,
        -- something changes again: back to its interval at once
        next_sync_at = case when r.ended and r.changed + r.deleted > 0 and d.unchanged_runs > 0 and d.cron is null
                and d.max_interval_seconds is not null
            then least(d.next_sync_at, r.now + make_interval(secs => d.interval_seconds)) else d.next_sync_at end,
        waiting_until = case when r.ended then null else r.run_at end,
        waiting_reason = r.waiting_reason
    from run r where d.id = r.dock_id
), event as (
    update sync_events e
    set status = coalesce(r.status, 'started'), completed_at = case when r.ended then r.now end,
        duration_ms = extract(epoch from r.now - e.started_at) * 1000, items_processed = r.processed,
        items_changed = r.changed, items_deleted = r.deleted, requests = r.requests, error_code = r.error_code,
        error_message = r.error, sync_token_before = r.j ->> 'token_before', sync_token_after = r.j ->> 'token_after',
        sync_type = case when e.sync_type = 'full' and (r.j ->> 'partial')::boolean then 'incremental' else e.sync_type end
    from run r where e.started_at = r.event_at and e.id = r.event_id
), state as (
    insert into sync_state as s (dock_id, last_sync_token, last_full_sync, last_incremental_sync, last_successful_sync,
                                 last_failed_sync, consecutive_failures, is_healthy, health_check_at)
    select r.dock_id, r.j ->> 'token_after',
           case when r.status = 'success' and not (r.j ->> 'partial')::boolean then r.now end,
           case when r.status = 'success' and (r.j ->> 'partial')::boolean then r.now end,
           case when r.status = 'success' then r.now end,
           case when r.status = 'failed' then r.now end, case when r.status = 'failed' then r.failures else 0 end,
           not (r.status = 'failed' and r.failures >= 3), r.now
    from run r where r.ended and not r.aside
    on conflict (dock_id) do update
    set last_full_sync = coalesce(excluded.last_full_sync, s.last_full_sync),
        last_sync_token = coalesce(excluded.last_sync_token, s.last_sync_token),
        last_incremental_sync = coalesce(excluded.last_incremental_sync, s.last_incremental_sync),
        last_successful_sync = coalesce(excluded.last_successful_sync, s.last_successful_sync),
        last_failed_sync = coalesce(excluded.last_failed_sync, s.last_failed_sync),
        consecutive_failures = case when excluded.last_successful_sync is null and excluded.last_failed_sync is null
            then s.consecutive_failures else excluded.consecutive_failures end,
        is_healthy = case when excluded.last_successful_sync is null and excluded.last_failed_sync is null
            then s.is_healthy else excluded.is_healthy end,
        health_check_at = excluded.health_check_at
), failing as (
    insert into sync_positions as s (dock_id, resource_type, parent_key, failures, backoff_until, error_code, error)
    select distinct on (f.type, f.parent) r.dock_id, f.type, f.parent, 1, f.backoff_until, f.code, f.message
    from run r, jsonb_to_recordset(r.j -> 'failed') as f(
        type text, parent text, backoff_until timestamptz, code text, message text)
    where r.ended and f.type <> '' -- '' is the run as a whole, which waits by the dock's clock
    on conflict (dock_id, resource_type, parent_key) do update
    set failures = s.failures + 1, backoff_until = excluded.backoff_until, error_code = excluded.error_code,
        error = excluded.error
), passed as (
    -- a list that is passed over had its turn
    insert into sync_positions as s (dock_id, resource_type, parent_key, started_at)
    select distinct r.dock_id, f.type, f.parent, r.now
    from run r, jsonb_to_recordset(r.j -> 'skipped') as f(type text, parent text)
    on conflict (dock_id, resource_type, parent_key) do update
    set started_at = excluded.started_at, cursor = null
), letter as (
    insert into dead_letters (org_id, dock_id, job_id, job_type, resource_types, request, status, error_code, error,
                              attempts, created_at)
    select r.org_id, r.dock_id, r.id, r.type, r.resource_types, r.j ->> 'request', (r.j ->> 'http_status')::integer,
           r.error_code, left(r.error, 500), r.retry_count + 1, r.now
    from run r
    where r.state = 'discarded'
        -- a fault of our own left one at once
        and not exists (select from dead_letters l where l.job_id = r.id and l.resolved_at is null)
), lane as (
    update lanes l
    set job_id = null, free_at = greatest(r.free_at, (r.j ->> 'lane_until')::timestamptz),
        waiting_reason = case when r.j ->> 'lane_until' is not null then r.waiting_reason end
    from run r where l.job_id = r.id
)
select (select count(*) from job) as held
