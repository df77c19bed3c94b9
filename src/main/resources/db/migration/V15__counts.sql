-- What pages count at every look, kept instead of read. On a large database this takes as long as counting resources once,
-- by an index: seconds for millions. Until then no page of a list is written, and everything can be read.
-- sync_errors is written anew, which nobody reads meanwhile; it holds the errors of 90 days, so that takes seconds.

-- How many resources there are: a row for each type that a dock ever had.
create table resource_counts (
    org_id        bigint not null,
    dock_id       bigint not null,
    resource_type text   not null,
    live          bigint not null,
    primary key (dock_id, resource_type, org_id)         -- rows that move to another organization count there
) with (fillfactor = 50);                                -- one row is written again and again: it stays in its page
create index resource_counts_org on resource_counts (org_id);

-- In the transaction of whatever statement changes resources, so that no crash parts one from the other. Once for each
-- statement: a trigger for each row would write the same count a thousand times over.
create function count_resources() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    -- what writes no row fires too, as an unchanged page does: then that is all
    if tg_op = 'INSERT' then
        if not exists (select from fresh) then
            return null;
        end if;
        insert into public.resource_counts as c (org_id, dock_id, resource_type, live)
        select org_id, dock_id, resource_type, count(*) from fresh where deleted_at is null
        group by org_id, dock_id, resource_type order by dock_id, resource_type, org_id
        on conflict (dock_id, resource_type, org_id) do update set live = c.live + excluded.live;
    elsif tg_op = 'UPDATE' then
        if not exists (select from fresh) then
            return null;
        end if;
        insert into public.resource_counts as c (org_id, dock_id, resource_type, live)
        select org_id, dock_id, resource_type, sum(n) from (
            select org_id, dock_id, resource_type, 1 as n from fresh where deleted_at is null
            union all
            select org_id, dock_id, resource_type, -1 from stale where deleted_at is null) as x
        group by org_id, dock_id, resource_type having sum(n) <> 0 order by dock_id, resource_type, org_id
        on conflict (dock_id, resource_type, org_id) do update set live = c.live + excluded.live;
    elsif tg_op = 'DELETE' then
        update public.resource_counts c set live = c.live - x.n
        from (select org_id, dock_id, resource_type, count(*) as n from stale where deleted_at is null
            group by org_id, dock_id, resource_type order by dock_id, resource_type, org_id) as x
        where c.dock_id = x.dock_id and c.resource_type = x.resource_type and c.org_id = x.org_id;
        -- of a dock that was removed with all it had
        delete from public.resource_counts c
        where c.live = 0 and c.dock_id in (select dock_id from stale);
    else
        delete from public.resource_counts;
    end if;
    return null;
end $$;
revoke execute on function count_resources() from public;

create trigger resources_added after insert on resources
    referencing new table as fresh for each statement execute function count_resources();
create trigger resources_changed after update on resources
    referencing old table as stale new table as fresh for each statement execute function count_resources();
create trigger resources_removed after delete on resources
    referencing old table as stale for each statement execute function count_resources();
create trigger resources_emptied after truncate on resources for each statement execute function count_resources();

-- Nobody writes resources from here on until this is committed: the triggers are waited for.
insert into resource_counts (org_id, dock_id, resource_type, live)
select org_id, dock_id, resource_type, count(*) from resources
where deleted_at is null
group by org_id, dock_id, resource_type;

alter table resource_counts enable row level security;
create policy of_organization on resource_counts to tidegate_api
    using (org_id = (select current_org())) with check (org_id = (select current_org()));
grant select on resource_counts to tidegate_api;

-- A request without host, query and what is another one in each account.
create function failed_request(endpoint text) returns text language sql immutable as $$
    select regexp_replace(regexp_replace(regexp_replace(endpoint, ' https{0,1}://[^/ ]+', ' '), '[?].*$', ''),
        '/([0-9]+|[0-9a-fA-F-]{16,})(?=/|$)', '/{id}', 'g')
$$;
-- The word by which an error's group is asked for. Immutable, as a database's encoding is.
create function error_cause(service text, error_type text, resource_type text, request text) returns text
    language sql immutable as $$
    select left(encode(sha256(convert_to(concat_ws(chr(31), service, error_type, resource_type, request), 'UTF8')), 'hex'), 16)
$$;
alter table sync_errors
    add column cause text generated always as (
        error_cause(service, error_type, resource_type, failed_request(details ->> 'endpoint'))) stored,
    -- when it came last; a column, for below a policy an expression is no way to an index
    add column seen_at timestamptz generated always as (coalesce(last_at, created_at)) stored;

create index sync_errors_cause on sync_errors (org_id, cause, id);
create index sync_errors_open on sync_errors (org_id, id) where resolved_at is null;
create index sync_errors_seen on sync_errors (org_id, seen_at, id);
create index alerts_raised on alerts (org_id, raised_at, id);
analyze resource_counts;
analyze sync_errors;
