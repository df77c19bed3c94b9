-- For those who read with SQL: what the tables hold, with names in the place of numbers. docs/tables.md tells every column.
-- Whoever asks sees what the tables themselves would let them see.
create view dock_status with (security_invoker = true) as
    select d.org_id, o.slug as organization, d.id as dock_id, d.name as dock, d.provider, d.enabled, d.interval_seconds,
           d.max_interval_seconds,
           paced_seconds(d.interval_seconds, d.max_interval_seconds, d.unchanged_runs, d.budget_seconds)
               as current_interval_seconds,
           d.cron, h.status as health, h.reason as health_reason, d.last_sync_status, d.last_sync_at, d.next_sync_at,
           s.last_full_sync, s.last_incremental_sync, s.last_failed_sync, d.consecutive_failures, d.backoff_until,
           d.waiting_until, d.waiting_reason, d.stopped_at, d.last_sync_error as error, d.created_at
    from docks d
    join organizations o on o.id = d.org_id
    left join sync_state s on s.dock_id = d.id
    left join lateral (select status, reason from dock_health where dock_id = d.id order by at desc limit 1) as h on true;

create view sync_runs with (security_invoker = true) as
    select e.id as run, e.org_id, e.dock_id, d.name as dock, e.service as provider, e.sync_type, e.trigger, e.status,
           e.started_at, e.completed_at, e.duration_ms, e.items_processed, e.items_changed, e.items_deleted, e.requests,
           case when e.duration_ms > 0 then round(e.items_processed * 1000.0 / e.duration_ms, 1) end as items_per_second,
           e.error_code, e.error_message, e.sync_token_before, e.sync_token_after, e.node
    from sync_events e left join docks d on d.id = e.dock_id;

create view daily_sync_metrics with (security_invoker = true) as
    select cast(m.period_start at time zone 'UTC' as date) as day, m.org_id, m.dock_id, d.name as dock,
           m.service as provider, m.successful_syncs + m.partial_syncs + m.failed_syncs as runs, m.successful_syncs,
           m.partial_syncs, m.failed_syncs,
           m.successful_syncs / cast(nullif(m.successful_syncs + m.partial_syncs + m.failed_syncs, 0) as double precision)
               as success_rate,
           m.error_rate, m.total_items_synced, m.items_changed, m.items_deleted, m.requests, m.avg_duration_ms,
           m.p50_duration_ms, m.p95_duration_ms, m.max_duration_ms, m.last_updated
    from sync_metrics m left join docks d on d.id = m.dock_id
    where m.metric_type = 'daily';

create view open_errors with (security_invoker = true) as
    select e.id as error, e.org_id, e.dock_id, d.name as dock, e.service as provider, e.resource_type, e.error_type,
           e.message, e.retry_count + 1 as times, e.created_at as first_seen_at, coalesce(e.last_at, e.created_at)
               as last_seen_at,
           e.next_retry_at, e.run, cast(e.details ->> 'attempt' as integer) as attempt,
           cast(e.details ->> 'status' as integer) as status, e.details ->> 'endpoint' as endpoint
    from sync_errors e left join docks d on d.id = e.dock_id
    where e.resolved_at is null;

create view record_changes with (security_invoker = true) as
    select c.id as change, c.at, c.org_id, c.dock_id, d.name as dock, r.provider, r.resource_type, r.parent_key,
           r.provider_resource_id, r.name as record, c.kind, c.field, c.old, c.new, c.run, c.resource_id
    from resource_changes c
    left join resources r on r.id = c.resource_id
    left join docks d on d.id = c.dock_id;

create view request_log with (security_invoker = true) as
    select l.at, l.org_id, l.dock_id, d.name as dock, l.provider, l.run, l.resource_type, l.method, l.endpoint, l.attempt,
           l.status, l.failure, l.waited_ms, l.took_ms, l.request_id, l.quota, l.remaining, l.reset_at, l.retry_at
    from rate_limit_logs l left join docks d on d.id = l.dock_id;

-- Of docks that are not paused. Of a type with many lists the oldest counts. A type that was never listed has no row, one whose lists are new no time.
create view freshness with (security_invoker = true) as
    select d.org_id, d.id as dock_id, d.name as dock, d.provider, p.resource_type,
           case when d.cron is null then paced_seconds(d.interval_seconds, d.max_interval_seconds, d.unchanged_runs,
               d.budget_seconds) end as interval_seconds,
           count(*) as lists,
           count(*) filter (where p.completed_at is null) as lists_never_completed,
           case when bool_and(p.completed_at is not null) then min(p.completed_at) end as complete_since,
           cast(extract(epoch from now() - case when bool_and(p.completed_at is not null) then min(p.completed_at) end)
               as bigint) as lag_seconds
    from docks d join sync_positions p on p.dock_id = d.id
    where d.enabled
    group by d.id, p.resource_type;

grant select on dock_status, sync_runs, daily_sync_metrics, open_errors, record_changes, request_log, freshness
    to tidegate_api;
