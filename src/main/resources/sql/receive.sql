-- One delivery of a webhook: its row in the log, and for one that is accepted a job of its dock, together. One that came
-- before is noted as a duplicate, once. :?delivery is one JSON object; see WebhookReceiver.
with d as materialized (
    select (j ->> 'org')::bigint as org_id, (j ->> 'dock')::bigint as dock_id, j ->> 'provider' as provider,
           j ->> 'delivery' as delivery_id, j ->> 'event' as event, j ->> 'status' as status, j ->> 'reason' as reason,
           (j ->> 'now')::timestamptz as now, (j ->> 'happened_at')::timestamptz as happened_at,
           (j ->> 'bytes')::integer as bytes, j ->> 'hash' as hash, nullif(j -> 'payload', '{}') as payload,
           array(select jsonb_array_elements_text(j -> 'types')) as types
    from (select cast(:?delivery as jsonb) as j) as p
), logged as (
    insert into webhook_logs (org_id, dock_id, provider, delivery_id, event, status, reason, received_at, happened_at,
                              body_bytes, body_hash, payload)
    select org_id, dock_id, provider, delivery_id, event, status, reason, now, happened_at, bytes, hash, payload from d
    on conflict do nothing
    returning dock_id, status
), again as (
    insert into webhook_logs (org_id, dock_id, provider, delivery_id, event, status, reason, received_at, body_bytes)
    select d.org_id, d.dock_id, d.provider,
           -- by its first id: new ones for an old body would fill the log
           coalesce((select w.delivery_id from webhook_logs w
               where w.dock_id = d.dock_id and w.body_hash = d.hash
                   and w.status in ('accepted', 'processed', 'ignored', 'failed')), d.delivery_id),
           d.event, 'duplicate', 'came before', d.now, d.bytes
    from d where not exists (select from logged)
    on conflict do nothing
), lane as (
    insert into lanes (lane_key, free_at)
    select k.lane_key, d.now from logged l join docks k on k.id = l.dock_id, d where l.status = 'accepted'
    on conflict do nothing
), queued as (
    insert into sync_queue as q
        (org_id, dock_id, lane_key, type, priority, state, resource_types, queued_at, run_at)
    -- an open job keeps its time, and a new one the dock's: a provider that fails or limits us is not asked sooner
    select k.org_id, k.id, k.lane_key, 'webhook', 1, 'available', d.types, d.now, greatest(d.now, k.backoff_until)
    from logged l join docks k on k.id = l.dock_id, d where l.status = 'accepted'
    on conflict (dock_id) where state in ('available', 'running', 'retryable') do update
    set type = case when q.event_id is not null or q.priority <= excluded.priority then q.type else excluded.type end,
        priority = case when q.event_id is not null then q.priority else least(q.priority, excluded.priority) end,
        -- a run that has begun may have passed already what this is about
        rerun = q.event_id is not null,
        rerun_types = case when q.event_id is not null and not q.rerun then excluded.resource_types
            when q.event_id is not null and q.rerun_types is not null
                then array(select distinct unnest(q.rerun_types || excluded.resource_types)) end,
        resource_types = case when q.event_id is not null then q.resource_types
            when q.resource_types is not null
                then array(select distinct unnest(q.resource_types || excluded.resource_types)) end
    returning id
)
select (select count(*) from logged) as fresh, (select count(pg_notify('tidegate_jobs', '')) from queued) as queued
