-- One event that a provider sent about one record: row, history and what became of the delivery, or nothing at all when
-- the job is no longer ours. :?event is one JSON object; see EventReader. What happened before the row was last known, or
-- before the list was last asked for, changes nothing.
with recursive p as materialized (
    select cast(:?event as jsonb) as j
), held as materialized (
    select q.id from sync_queue q join p on q.id = (p.j ->> 'job')::bigint
    where q.state = 'running' and q.fencing_token = (p.j ->> 'token')::bigint
    for update of q
), e as materialized (
    select (j ->> 'org')::bigint as org_id, (j ->> 'dock')::bigint as dock_id, j ->> 'provider' as provider,
           j ->> 'type' as resource_type, j ->> 'parent' as parent_key, (j ->> 'now')::timestamptz as now,
           (j ->> 'run')::bigint as run, (j ->> 'delivery')::bigint as delivery, j ->> 'id' as id,
           (j ->> 'at')::timestamptz as at, j ->> 'kind' as kind, j ->> 'failed' as failed,
           j ->> 'passed' as passed, j ->> 'parent_type' as parent_type, j
    from p, held
), known as materialized (
    select r.id, r.as_of, r.deleted_at is not null as deleted, r.provisioning_source
    from resources r join e
        on r.dock_id = e.dock_id and r.resource_type = e.resource_type and r.parent_key = e.parent_key
        and r.provider_resource_id = e.id
), asked as materialized (
    -- when the list was last asked for: to its end, or to beyond the page that holds the record
    select s.started_at from sync_positions s join e
        on s.dock_id = e.dock_id and s.resource_type = e.resource_type and s.parent_key = e.parent_key
    where (s.cursor is null and s.completed_at >= s.started_at) or exists (
        select from sync_pages g
        where g.dock_id = s.dock_id and g.resource_type = s.resource_type and g.parent_key = s.parent_key
            and g.page <= s.page and e.id = any(g.ids))
), verdict as materialized (
    select case when e.failed is not null then e.failed when e.passed is not null then e.passed
        when exists (select from known k where k.as_of > e.at) then 'older than an event before it'
        when exists (select from asked a where a.started_at > e.at) then 'older than what the provider listed since'
        when e.parent_type is not null and e.kind <> 'deleted' and not exists (
            select from resources r
            where r.dock_id = e.dock_id and r.resource_type = e.parent_type and r.provider_resource_id = e.parent_key
                and r.deleted_at is null) then 'its ' || e.parent_type || ' record is not known'
        when e.kind = 'deleted' and exists (select from known k where k.provisioning_source is not null)
            then 'provisioned here'
        end as reason
    from e
), news as materialized (
    select e.* from e, verdict v where v.reason is null
), written as (
    insert into resources as r (org_id, dock_id, provider, resource_type, parent_key, provider_resource_id, name, status,
                                region, attributes, data, fingerprint, first_seen_at, changed_at, as_of, deleted_at)
    select n.org_id, n.dock_id, n.provider, n.resource_type, n.parent_key, n.id, x.name, x.status, x.region,
           x.attributes, x.data, decode(x.fingerprint, 'hex'), n.now,
           case when n.kind in ('refreshed', 'same') then '-infinity' else n.now end, n.at,
           -- what is gone before it was ever seen leaves a mark, so that an event from before does not bring it back
           case when n.kind = 'deleted' then n.now end
    from news n, jsonb_to_record(n.j -> 'row') as x(
        name text, status text, region text, attributes jsonb, data jsonb, fingerprint text)
    where n.kind not in ('same', 'deleted') or not exists (select from known)
    on conflict (dock_id, resource_type, parent_key, provider_resource_id) do update
    set name = excluded.name, status = excluded.status, region = excluded.region, attributes = excluded.attributes,
        data = excluded.data, fingerprint = excluded.fingerprint, deleted_at = null, missing_since = null,
        missing_listings = 0, changed_at = greatest(r.changed_at, excluded.changed_at), as_of = excluded.as_of
    returning r.id
), confirmed as (
    update resources r set as_of = n.at, missing_since = null, missing_listings = 0
    from news n, known k where r.id = k.id and (n.kind = 'same' or (n.kind = 'deleted' and k.deleted))
), tree as (
    select k.id, n.resource_type, n.id as key from news n, known k where n.kind = 'deleted' and not k.deleted
    union all
    -- "offset 0": children are looked up below what is gone, never read all to find none
    select c.id, c.resource_type, c.provider_resource_id
    from tree t, news n, jsonb_to_recordset(n.j -> 'children') as b(child text, parent text, prefix text), lateral (
        select r.id, r.resource_type, r.provider_resource_id from resources r
        where r.dock_id = n.dock_id and r.resource_type = b.child and r.parent_key = b.prefix || t.key
            and r.deleted_at is null and r.provisioning_source is null
        offset 0) as c
    where b.parent = t.resource_type
), deleted as (
    update resources r
    set deleted_at = n.now, changed_at = n.now, as_of = n.at, missing_since = null, missing_listings = 0
    from tree t, news n where r.id = t.id
    returning r.id
), below as materialized (
    select n.dock_id, b.child, b.prefix || t.key as key
    from tree t, news n, jsonb_to_recordset(n.j -> 'children') as b(child text, parent text, prefix text)
    where b.parent = t.resource_type
), orphaned as (
    delete from sync_positions s using below b
    where s.dock_id = b.dock_id and s.resource_type = b.child and s.parent_key = b.key
), forgotten as (
    delete from sync_pages s using below b
    where s.dock_id = b.dock_id and s.resource_type = b.child and s.parent_key = b.key
), history as (
    insert into resource_changes (org_id, dock_id, resource_id, run, at, kind, field, old, new)
    select n.org_id, n.dock_id, w.id, n.run, n.now, n.kind, c.field, c.old, c.new
    from news n cross join written w
        left join jsonb_to_recordset(n.j -> 'changes') as c(field text, old jsonb, new jsonb) on true
    where n.kind in ('created', 'returned') or (n.kind = 'changed' and c.field is not null)
    union all
    select n.org_id, n.dock_id, d.id, n.run, n.now, 'deleted', null, null, null from news n, deleted d
), hidden as (
    -- what a newly declared secret had left in the history
    update resource_changes c set old = h.old, new = h.new
    from news n, jsonb_to_recordset(n.j -> 'hidden') as h(id bigint, old jsonb, new jsonb)
    where c.id = h.id and c.dock_id = n.dock_id
), told as (
    update webhook_logs w
    set payload = nullif(w.payload - e.resource_type, '{}'), reason = coalesce(v.reason, w.reason),
        status = case when e.failed is not null or w.status = 'failed' then 'failed'
            when w.payload - e.resource_type = '{}' then 'processed' else w.status end,
        processed_at = e.now, run = e.run
    from e, verdict v where w.id = e.delivery
)
select (select count(*) from held) as held, (select count(*) from deleted) as deleted,
       (select count(*) from news n where n.kind not in ('same', 'refreshed', 'deleted')) as changed,
       (select reason from verdict) as reason
