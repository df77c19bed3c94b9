-- A thousand accounts, a million runs of them in four weeks, and what belongs to those; from the instant "scene.now".
insert into docks (id, org_id, name, provider, scope_id, lane_key, interval_seconds, next_sync_at, last_sync_status,
                   last_sync_at, last_sync_error, consecutive_failures, created_at, updated_at)
    overriding system value
select n, 1, 'Account ' || n, 'harbour', 'scope-' || n, 'lane-' || n, 60, n.now + interval '30 seconds',
       case when n % 50 = 0 then 'partial' else 'success' end, n.now - make_interval(secs => n % 55),
       case when n % 50 = 0 then 'HTTP 503 after 4 attempts' end, case when n % 50 = 0 then 1 else 0 end, n.now, n.now
from (select n, cast(current_setting('scene.now') as timestamptz) as now from generate_series(1, 1000) as n) as n (n, now);

insert into sync_events (org_id, dock_id, job_id, service, sync_type, trigger, status, started_at, completed_at,
                         duration_ms, items_processed, items_changed, requests, error_code, error_message)
select 1, 1 + n % 1000, 1, 'harbour', 'incremental', 'scheduled', case when n % 100 = 0 then 'failed' else 'success' end,
       now - make_interval(secs => n * 2.4), now - make_interval(secs => n * 2.4 - 1), 1000, 100, n % 7, 2,
       case when n % 100 = 0 then 'HTTP_503' end, case when n % 100 = 0 then 'HTTP 503 after 4 attempts' end
from generate_series(1, 1000000) as n, (select cast(current_setting('scene.now') as timestamptz) as now) as s;

insert into resources (org_id, dock_id, provider, resource_type, provider_resource_id, name, data, fingerprint,
                       first_seen_at, changed_at)
select 1, 1 + n % 1000, 'harbour', 'servers', n::text, 'server-' || n, '{}', '', now, now
from generate_series(1, 100000) as n, (select cast(current_setting('scene.now') as timestamptz) as now) as s;

insert into resource_changes (org_id, dock_id, resource_id, run, at, kind, field, old, new)
select 1, 1 + n % 1000, n % 100000 + 1, 1000000 - n, now - make_interval(secs => 300000 - n), 'changed', '/status', '"active"', '"off"'
from generate_series(1, 300000) as n, (select cast(current_setting('scene.now') as timestamptz) as now) as s;

insert into rate_limit_logs (org_id, dock_id, provider, endpoint, method, at, status, headers, quota, remaining, run)
select 1, 1 + n % 1000, 'harbour', '/servers', 'GET', now - make_interval(secs => n), 200, '{}', 5000, n % 5000, n
from generate_series(1, 200000) as n, (select cast(current_setting('scene.now') as timestamptz) as now) as s;

insert into sync_errors (org_id, dock_id, service, resource_type, error_type, message, details, created_at, last_at,
                         resolved_at, resolution)
select 1, 1 + n % 1000, 'harbour', 'servers', 'HTTP_503', 'HTTP 503 after 4 attempts', '{"endpoint":"GET /servers","status":503}',
       now - make_interval(secs => n * 60), now - make_interval(secs => n * 60),
       case when n > 200 then now - make_interval(secs => n * 60 - 30) end, case when n > 200 then 'success' end
from generate_series(1, 20000) as n, (select cast(current_setting('scene.now') as timestamptz) as now) as s;

insert into budgets (provider, scope, scope_id, bucket, quota, remaining, reset_at, last_seen_at, told)
select 'harbour', 'token', 'scope-' || n, 'hour', 5000, n, now + interval '20 minutes', now, true
from generate_series(1, 1000) as n, (select cast(current_setting('scene.now') as timestamptz) as now) as s;

insert into device_subscriptions (workspace_id, resource_type, state, created_at)
select 1, 'servers', 'live', cast(current_setting('scene.now') as timestamptz) - interval '1 day';
