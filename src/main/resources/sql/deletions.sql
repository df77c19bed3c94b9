-- The end of a listing: what is gone is marked deleted, with everything below it; what may be gone is remembered.
-- :?listing is one JSON object; see DeletionGuard. Only a listing taken in one go ("complete") may delete.
with recursive p as materialized (
    select cast(:?listing as jsonb) as j
), held as materialized (
    select q.id from sync_queue q join p on q.id = (p.j ->> 'job')::bigint
    where q.state = 'running' and q.fencing_token = (p.j ->> 'token')::bigint
    for update of q
), list as materialized (
    select (j ->> 'org')::bigint as org_id, (j ->> 'dock')::bigint as dock_id, j ->> 'type' as resource_type,
           j ->> 'parent' as parent_key, (j ->> 'now')::timestamptz as now, (j ->> 'run')::bigint as run,
           (j ->> 'pages')::integer as pages, (j ->> 'complete')::boolean as complete,
           (j ->> 'lacking')::boolean as lacking,
           (j ->> 'least')::integer as least, (j ->> 'since')::timestamptz as since, j ->> 'hold' as hold, j
    from p, held
), seen as materialized (
    select distinct unnest(s.ids) as id from sync_pages s join list l
        on s.dock_id = l.dock_id and s.resource_type = l.resource_type and s.parent_key = l.parent_key
    where s.page <= l.pages and l.lacking
), absent as materialized (
    select r.id, r.provider_resource_id, r.missing_listings + 1 as listings, coalesce(r.missing_since, l.now) as since
    from resources r join list l
        on r.dock_id = l.dock_id and r.resource_type = l.resource_type and r.parent_key = l.parent_key
    where l.lacking and r.deleted_at is null and r.provisioning_source is null
        and not exists (select from seen s where s.id = r.provider_resource_id)
        -- what an event told of since the list was asked for, the list could not know
        and coalesce(r.as_of <= (select s.started_at from sync_positions s
            where s.dock_id = l.dock_id and s.resource_type = l.resource_type and s.parent_key = l.parent_key), true)
), gone as materialized (
    select a.id, a.provider_resource_id from absent a, list l where a.listings >= l.least and a.since <= l.since
    union
    -- the provider itself told so
    select r.id, r.provider_resource_id
    from list l, jsonb_array_elements_text(l.j -> 'gone') as g(id)
    join lateral (
        select k.id, k.provider_resource_id from resources k
        where k.dock_id = l.dock_id and k.resource_type = l.resource_type and k.parent_key = l.parent_key
            and k.provider_resource_id = g.id and k.deleted_at is null and k.provisioning_source is null
        limit 1) as r on true
), tree as (
    select g.id, l.resource_type, g.provider_resource_id from gone g, list l
    union all
    select r.id, r.resource_type, r.provider_resource_id
    -- "offset 0": children are looked up below what is gone, never read all to find none
    from tree t, list l, jsonb_to_recordset(l.j -> 'children') as c(child text, parent text, prefix text), lateral (
        select k.id, k.resource_type, k.provider_resource_id from resources k
        where k.dock_id = l.dock_id and k.resource_type = c.child and k.parent_key = c.prefix || t.provider_resource_id
            and k.deleted_at is null and k.provisioning_source is null
        offset 0) as r
    where c.parent = t.resource_type
), deleted as (
    update resources r set deleted_at = l.now, changed_at = l.now, missing_since = null, missing_listings = 0
    from tree t, list l where r.id = t.id
    returning r.id
), history as (
    insert into resource_changes (org_id, dock_id, resource_id, run, at, kind)
    select l.org_id, l.dock_id, d.id, l.run, l.now, 'deleted' from deleted d, list l
), remembered as (
    update resources r set missing_since = a.since, missing_listings = a.listings
    from absent a where r.id = a.id and not exists (select from gone g where g.id = a.id)
), orphaned as (
    delete from sync_positions s
    using tree t, list l, jsonb_to_recordset(l.j -> 'children') as c(child text, parent text, prefix text)
    where c.parent = t.resource_type and s.dock_id = l.dock_id and s.resource_type = c.child
        and s.parent_key = c.prefix || t.provider_resource_id
), forgotten as (
    delete from sync_pages s
    using tree t, list l, jsonb_to_recordset(l.j -> 'children') as c(child text, parent text, prefix text)
    where c.parent = t.resource_type and s.dock_id = l.dock_id and s.resource_type = c.child
        and s.parent_key = c.prefix || t.provider_resource_id
), trimmed as (
    delete from sync_pages s using list l
    where s.dock_id = l.dock_id and s.resource_type = l.resource_type and s.parent_key = l.parent_key and s.page > l.pages
), ended as (
    update sync_positions s
    set cursor = null, completed_at = l.now, run = l.run, failures = 0, backoff_until = null, error_code = null, error = null,
        -- what a listing that deletes nothing says of held deletions is nothing
        held_reason = case when l.complete then l.hold else s.held_reason end,
        -- never ahead of what it covers: all pages are committed by now
        -- and none while it is open whether something is gone, for only lists of everything tell
        sync_token = case when not exists (select from absent a where not exists (select from gone g where g.id = a.id))
            then l.j ->> 'sync_token' end,
        token_of = l.j ->> 'token_of', next_token = null, partial = false,
        full_at = case when (l.j ->> 'whole')::boolean then l.now else s.full_at end,
        held_since = case when not l.complete then s.held_since
            when l.hold is not null then coalesce(s.held_since, l.now) end
    from list l
    where s.dock_id = l.dock_id and s.resource_type = l.resource_type and s.parent_key = l.parent_key
)
select (select count(*) from held) as held, (select count(*) from deleted) as deleted,
       -- where nothing is gone, it need not wait for the disk: the end of the run, which does, comes after it
       (select set_config('synchronous_commit', 'off', true)
        where not exists (select from absent) and not exists (select from tree)) as not_awaited
