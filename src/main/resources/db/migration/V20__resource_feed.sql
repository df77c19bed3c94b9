-- Provider data for devices: what the flow stores of the types a workspace subscribes to has its place in the workspace's
-- log, in the transaction that stores it.

create table device_subscriptions (
    workspace_id  bigint      not null references organizations on delete cascade,
    resource_type text        not null,
    -- new: transactions that began before may still be under way; filling: live rows are being appended;
    -- emptying: rows are being taken away
    state         text        not null default 'new' check (state in ('new', 'filling', 'live', 'emptying')),
    horizon       xid8,                                     -- filling begins when all transactions before it have ended
    position      bigint      not null default 0,           -- resources.id up to which filling came
    created_at    timestamptz not null,
    primary key (workspace_id, resource_type)
);

-- The resources that devices of a workspace have, or will when they pull. No foreign key: rows come in bulk.
create table synced_resources (
    workspace_id   bigint not null,
    resource_id    bigint not null,
    resource_type  text   not null,
    clock          bigint not null,                         -- the row's revision: one more with each change
    hlc            text   collate "C" not null,
    op_id          text   collate "C" not null,
    server_version bigint not null,
    primary key (workspace_id, resource_id)
) with (fillfactor = 80);
create index synced_resources_type on synced_resources (workspace_id, resource_type, resource_id);

-- What the transaction under way has changed; empty between transactions, so that a crash loses nothing of it.
create unlogged table resource_feed (
    workspace_id bigint not null,
    resource_id  bigint not null
);

create function resource_payload(r resources) returns jsonb language sql stable
    set search_path = pg_catalog, public, pg_temp as $$
    select jsonb_strip_nulls(jsonb_build_object('dockId', r.dock_id, 'provider', r.provider,
            'resourceType', r.resource_type, 'parentKey', r.parent_key, 'providerResourceId', r.provider_resource_id,
            'name', r.name, 'status', r.status, 'region', r.region))
        -- what is larger than a device may send, no device is sent either
        || case when octet_length(r.data::text) <= 65536 then jsonb_build_object('data', r.data) else '{}' end
$$;

-- Appends what became of these resources to a workspace's log: a put where one stands that is subscribed to, a delete where
-- one that devices have does not. Locks the counter, and after it no row of resources.
create function publish_resources(workspace bigint, ids bigint[]) returns integer
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    base    bigint;
    entries integer;
begin
    if not exists (select from organizations where id = workspace) then
        return 0;                                           -- it goes, and all that devices have of it
    end if;
    insert into server_version_counter (workspace_id) values (workspace) on conflict do nothing;
    select version into base from server_version_counter where workspace_id = workspace for update;
    -- a new statement: it sees what was committed while this one waited
    with was as (
        select i.id, s.clock as live_clock, t.clock as dead_clock, r as resource, r.resource_type,
               r.org_id = workspace and r.deleted_at is null and d.resource_type is not null as stands,
               coalesce(greatest(r.first_seen_at, r.changed_at, r.deleted_at), clock_timestamp()) as at,
               coalesce((select q.event_id from sync_queue q
                   where q.dock_id = r.dock_id and q.state = 'running'), 0) as run
        from (select distinct unnest(ids) as id) i
        left join resources r on r.id = i.id
        left join device_subscriptions d
            on d.workspace_id = workspace and d.resource_type = r.resource_type and d.state <> 'emptying'
        left join synced_resources s on s.workspace_id = workspace and s.resource_id = i.id
        left join tombstones t on t.workspace_id = workspace and t.table_name = 'resources' and t.pk = i.id::text
    ), said as (
        select w.id, w.live_clock, w.resource, w.resource_type, w.stands is true as stands, w.at, w.run, base + row_number() over (order by w.id) as version,
               coalesce(live_clock, dead_clock, 0) + 1 as clock,
               lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '-0000-0000000000000000' as hlc
        from was w
        where w.stands is true or live_clock is not null
    ), logged as (
        insert into change_log (workspace_id, server_version, table_name, pk, op, payload, clock, hlc, op_id, created_at)
        select workspace, version, 'resources', id::text, case when stands then 'put' else 'delete' end,
               case when stands then resource_payload(resource) end, clock, hlc, 'run:' || run || ':' || version, at
        from said
        returning 1
    ), kept as (
        insert into synced_resources as s (workspace_id, resource_id, resource_type, clock, hlc, op_id, server_version)
        select workspace, id, resource_type, clock, hlc, 'run:' || run || ':' || version, version from said where stands
        on conflict (workspace_id, resource_id) do update
        set clock = excluded.clock, hlc = excluded.hlc, op_id = excluded.op_id, server_version = excluded.server_version
    ), gone as (
        delete from synced_resources s using said
        where s.workspace_id = workspace and s.resource_id = said.id and not said.stands
    ), buried as (
        insert into tombstones as t (workspace_id, table_name, pk, clock, hlc, op_id, server_version, deleted_at)
        select workspace, 'resources', id::text, clock, hlc, 'run:' || run || ':' || version, version, at
        from said where not stands
        on conflict (workspace_id, table_name, pk) do update
        set clock = excluded.clock, hlc = excluded.hlc, op_id = excluded.op_id,
            server_version = excluded.server_version, deleted_at = excluded.deleted_at
    ), raised as (
        delete from tombstones t using said
        where t.workspace_id = workspace and t.table_name = 'resources' and t.pk = said.id::text and said.stands
    )
    select count(*) into entries from logged;
    if entries > 0 then
        update server_version_counter set version = base + entries where workspace_id = workspace;
        perform pg_notify('device_changes', workspace::text);
    end if;
    return entries;
end $$;

-- Once for each statement, and at once where nobody subscribes.
create function feed_resources() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if not exists (select from device_subscriptions) then
        return null;
    elsif tg_op = 'INSERT' then
        insert into resource_feed (workspace_id, resource_id)
        select f.org_id, f.id from fresh f
        join device_subscriptions d on d.workspace_id = f.org_id and d.resource_type = f.resource_type
        where f.deleted_at is null;
    elsif tg_op = 'UPDATE' then
        insert into resource_feed (workspace_id, resource_id)
        select d.workspace_id, f.id from fresh f join stale s on s.id = f.id
        join device_subscriptions d on d.workspace_id in (f.org_id, s.org_id) and d.resource_type = f.resource_type
        -- not for what a listing that only confirms a row writes down
        where (f.org_id, f.dock_id, f.deleted_at is null, f.fingerprint, f.name, f.status, f.region)
                is distinct from (s.org_id, s.dock_id, s.deleted_at is null, s.fingerprint, s.name, s.status, s.region)
            or f.data is distinct from s.data;
    else
        insert into resource_feed (workspace_id, resource_id)
        select s.org_id, s.id from stale s
        join device_subscriptions d on d.workspace_id = s.org_id and d.resource_type = s.resource_type
        where s.deleted_at is null;
    end if;
    return null;
end $$;

-- At the end of the transaction, so that whoever holds a counter waits for nobody: the first row speaks for all.
create function flush_resource_feed() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    one record;
begin
    for one in
        with taken as (delete from resource_feed returning workspace_id, resource_id)
        select workspace_id, array_agg(resource_id order by resource_id) as ids from taken
        group by workspace_id order by workspace_id
    loop
        perform publish_resources(one.workspace_id, one.ids);
    end loop;
    return null;
end $$;

revoke execute on function resource_payload(resources), publish_resources(bigint, bigint[]), feed_resources(),
    flush_resource_feed() from public;

create trigger resources_added_for_devices after insert on resources
    referencing new table as fresh for each statement execute function feed_resources();
create trigger resources_changed_for_devices after update on resources
    referencing old table as stale new table as fresh for each statement execute function feed_resources();
create trigger resources_removed_for_devices after delete on resources
    referencing old table as stale for each statement execute function feed_resources();
create constraint trigger resource_feed_ends after insert on resource_feed
    deferrable initially deferred for each row execute function flush_resource_feed();

alter table device_subscriptions enable row level security;
create policy of_organization on device_subscriptions to tidegate_api
    using (workspace_id = (select current_org())) with check (workspace_id = (select current_org()));
grant select, insert, update, delete on device_subscriptions to tidegate_api;
alter table synced_resources enable row level security;
create policy of_organization on synced_resources to tidegate_api
    using (workspace_id = (select current_org())) with check (workspace_id = (select current_org()));
grant select on synced_resources to tidegate_api;
grant execute on function resource_payload(resources) to tidegate_api;
