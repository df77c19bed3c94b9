-- What the flow noted since the last batch: rate-limit headers as they came, and errors opened, repeated or resolved.
-- :?batch is a JSON array; see Monitor.
with b as materialized (
    select row_number() over () as n, x.* from jsonb_to_recordset(cast(:?batch as jsonb)) as x(
        kind text, org bigint, dock bigint, provider text, endpoint text, at timestamptz, status integer, headers jsonb,
        quota bigint, remaining bigint, reset_at timestamptz, retry_at timestamptz,
        type text, code text, message text, next timestamptz)
), limits as (
    insert into rate_limit_logs (org_id, dock_id, provider, endpoint, method, at, status, headers, quota, remaining,
                                 reset_at, retry_at)
    select org, dock, provider, endpoint, 'GET', at, status, headers, quota, remaining, reset_at, retry_at
    from b where kind = 'limit'
), latest as materialized (
    select distinct on (dock, type) * from b where kind = 'list' order by dock, type, n desc
), resolved as (
    update sync_errors e set resolved_at = l.at
    from latest l
    where e.dock_id = l.dock and e.resource_type = l.type and e.resolved_at is null and e.error_type <> l.code
)
insert into sync_errors as e (org_id, dock_id, service, resource_type, error_type, message, details, next_retry_at, created_at)
select org, dock, provider, type, code, message, '{}', next, at from latest where code <> ''
on conflict (dock_id, resource_type, error_type) where resolved_at is null do update
set retry_count = e.retry_count + 1, message = excluded.message, next_retry_at = excluded.next_retry_at
