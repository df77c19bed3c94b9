-- What the flow noted since the last batch: requests with what their answers said of the limit, and errors opened,
-- repeated or resolved. :?batch is a JSON array; see Monitor.
with b as materialized (
    select row_number() over () as n, x.* from jsonb_to_recordset(cast(:?batch as jsonb)) as x(
        kind text, org bigint, dock bigint, run bigint, provider text, type text, at timestamptz,
        method text, endpoint text, attempt integer, waited_ms bigint, took_ms bigint, status integer, failure text,
        request_id text, headers jsonb, quota bigint, remaining bigint, reset_at timestamptz, retry_at timestamptz,
        code text, message text, next timestamptz, details jsonb, types jsonb)
), requests as (
    insert into rate_limit_logs (org_id, dock_id, provider, run, resource_type, endpoint, method, attempt, at, waited_ms,
                                 took_ms, status, failure, request_id, headers, quota, remaining, reset_at, retry_at)
    select org, dock, provider, run, type, endpoint, method, attempt, at, waited_ms, took_ms, status, failure, request_id,
           coalesce(headers, '{}'), quota, remaining, reset_at, retry_at
    from b where kind = 'request'
), latest as materialized (
    select distinct on (dock, type) * from b where kind = 'list' order by dock, type, n desc
), resolved as (
    update sync_errors e
    set resolved_at = l.at, resolved_run = l.run, next_retry_at = null,
        resolution = case l.code when '' then 'success' when 'NOT_LISTED' then 'not_listed' else 'other_error' end
    from latest l
    where e.dock_id = l.dock and e.resource_type = l.type and e.resolved_at is null and e.error_type <> l.code
        -- an error of a later run may have been written sooner, by another node
        and coalesce(e.run, 0) <= l.run
), dropped as (
    -- of types that the dock lists no more
    update sync_errors e
    set resolved_at = t.at, resolved_run = t.run, next_retry_at = null, resolution = 'not_listed'
    from (select distinct on (dock) * from b where kind = 'types' order by dock, n desc) t
    where e.dock_id = t.dock and e.resolved_at is null and e.resource_type <> '' and coalesce(e.run, 0) <= t.run
        and not jsonb_exists(t.types, e.resource_type)
        and not exists (select from latest l where l.dock = e.dock_id and l.type = e.resource_type)
)
insert into sync_errors as e (org_id, dock_id, service, resource_type, error_type, message, details, next_retry_at,
                              created_at, last_at, run)
select org, dock, provider, type, code, message, coalesce(details, '{}'), next, at, at, run from latest l
where code not in ('', 'NOT_LISTED')
    -- nor is one opened by a run that a later one made good
    and not exists (select from sync_errors x where x.dock_id = l.dock and x.resource_type = l.type and x.resolved_run > l.run)
    and not exists (
        select from sync_positions p where p.dock_id = l.dock and p.resource_type = l.type and p.completed_at > l.at)
on conflict (dock_id, resource_type, error_type) where resolved_at is null do update
set retry_count = e.retry_count + 1, message = excluded.message, details = excluded.details,
    next_retry_at = excluded.next_retry_at, last_at = excluded.last_at, run = excluded.run
