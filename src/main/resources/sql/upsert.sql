-- One page of a listing: rows, history, position and seen ids, or nothing at all when the job is no longer ours.
-- :?page is one JSON object; see ChangeDetector. Unchanged records are not in it, so they cost no write.
with p as materialized (
    select cast(:?page as jsonb) as j
), held as materialized (
    select q.id from sync_queue q join p on q.id = (p.j ->> 'job')::bigint
    where q.state = 'running' and q.fencing_token = (p.j ->> 'token')::bigint
    for update of q
), list as materialized (
    select (j ->> 'org')::bigint as org_id, (j ->> 'dock')::bigint as dock_id, j ->> 'provider' as provider,
           j ->> 'type' as resource_type, j ->> 'parent' as parent_key, (j ->> 'now')::timestamptz as now,
           (j ->> 'run')::bigint as run, (j ->> 'number')::integer as page,
           (j ->> 'started_at')::timestamptz as started_at,
           array(select jsonb_array_elements_text(nullif(j -> 'ids', 'null'))) as ids, j
    from p, held
), written as (
    insert into resources as r (org_id, dock_id, provider, resource_type, parent_key, provider_resource_id, name, status,
                                region, attributes, data, fingerprint, first_seen_at, changed_at)
    select l.org_id, l.dock_id, l.provider, l.resource_type, l.parent_key, n.id, n.name, n.status, n.region,
           n.attributes, n.data, decode(n.fingerprint, 'hex'), l.now,
           -- a record that only its declaration shows differently did not change
           case when n.kind = 'refreshed' then '-infinity' else l.now end
    from list l, jsonb_to_recordset(l.j -> 'rows') as n(
        id text, kind text, name text, status text, region text, attributes jsonb, data jsonb, fingerprint text)
    on conflict (dock_id, resource_type, parent_key, provider_resource_id) do update
    set name = excluded.name, status = excluded.status, region = excluded.region, attributes = excluded.attributes,
        data = excluded.data, fingerprint = excluded.fingerprint, deleted_at = null, missing_since = null,
        missing_listings = 0, changed_at = greatest(r.changed_at, excluded.changed_at), as_of = null
    -- what an event told since the list was asked for is newer
    where coalesce(r.as_of <= (select l.started_at from list l), true)
    returning id, provider_resource_id
), history as (
    insert into resource_changes (org_id, dock_id, resource_id, run, at, kind, field, old, new)
    select l.org_id, l.dock_id, w.id, l.run, l.now, c.kind, c.field, c.old, c.new
    from list l, jsonb_to_recordset(l.j -> 'changes') as c(id text, kind text, field text, old jsonb, new jsonb)
    join written w on w.provider_resource_id = c.id
), hidden as (
    -- what a newly declared secret had left in the history
    update resource_changes c set old = h.old, new = h.new
    from list l, jsonb_to_recordset(l.j -> 'hidden') as h(id bigint, old jsonb, new jsonb)
    where c.id = h.id and c.dock_id = l.dock_id
), found as (
    update resources r set missing_since = null, missing_listings = 0
    -- one look-up for each id, whatever the planner thinks of a table that has just grown
    from list l, jsonb_array_elements_text(l.j -> 'found') as f(id), lateral (
        select k.id from resources k
        where k.dock_id = l.dock_id and k.resource_type = l.resource_type and k.parent_key = l.parent_key
            and k.provider_resource_id = f.id
        limit 1) as known
    where r.id = known.id
), position as (
    insert into sync_positions as s (dock_id, resource_type, parent_key, cursor, page, in_one_go, started_at, declaration,
                                partial, next_token, token_of)
    select dock_id, resource_type, parent_key, j ->> 'next', page, (j ->> 'in_one_go')::boolean,
           (j ->> 'started_at')::timestamptz, j ->> 'declaration', (j ->> 'partial')::boolean, j ->> 'next_token',
           j ->> 'token_of'
    from list
    on conflict (dock_id, resource_type, parent_key) do update
    set cursor = excluded.cursor, page = excluded.page, in_one_go = excluded.in_one_go,
        started_at = excluded.started_at, declaration = excluded.declaration, error_code = null, error = null,
        partial = excluded.partial, next_token = excluded.next_token, token_of = excluded.token_of,
        -- one that belongs to another account is none any more
        sync_token = case when s.token_of = excluded.token_of then s.sync_token end
), seen as (
    insert into sync_pages (dock_id, resource_type, parent_key, page, etag, fingerprint, next_link, ids)
    select l.dock_id, l.resource_type, l.parent_key, l.page, l.j ->> 'etag', decode(l.j ->> 'fingerprint', 'hex'),
           l.j ->> 'next', l.ids
    from list l
    -- a page that the provider calls unchanged stands as it is, and is not in the statement
    where l.j -> 'ids' <> 'null' and not exists (
        select from sync_pages s
        where s.dock_id = l.dock_id and s.resource_type = l.resource_type and s.parent_key = l.parent_key
            and s.page = l.page and s.ids = l.ids and s.next_link is not distinct from l.j ->> 'next'
            and s.etag is not distinct from l.j ->> 'etag'
            and s.fingerprint is not distinct from decode(l.j ->> 'fingerprint', 'hex'))
    on conflict (dock_id, resource_type, parent_key, page) do update
    set etag = excluded.etag, fingerprint = excluded.fingerprint, next_link = excluded.next_link, ids = excluded.ids
)
select (select count(*) from held) as held, (select count(*) from written) as written,
       -- A page that changed nothing need not wait for the disk: a crash of the database could only lose the position,
       -- and the page is listed again. Whatever is committed after it waits for both.
       (select set_config('synchronous_commit', 'off', true) from p
        where j -> 'rows' = '[]' and j -> 'found' = '[]') as not_awaited
