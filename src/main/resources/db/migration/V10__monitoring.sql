-- Every attempt on record: which run a request was sent for, how long it waited and took, and what became of it.
alter table rate_limit_logs
    add column run           bigint,                      -- sync_events.id
    add column resource_type text,                        -- '' for what is asked before any list
    add column attempt       integer,                     -- from 1: the same page asked for again
    add column waited_ms     bigint,                      -- for its permit
    add column took_ms       bigint,                      -- from then to the answer's head, or to its failure
    add column failure       text,                        -- why no answer came, such as ETIMEDOUT
    add column request_id    text,                        -- as the provider named it in its answer
    alter column status drop not null;                    -- null: no answer came

-- What became of an error: how often it came, when it is tried again, what ended it.
alter table sync_errors
    add column run          bigint,                       -- sync_events.id of the last run that met it
    add column last_at      timestamptz,
    add column resolved_run bigint,
    add column resolution   text check (resolution in ('success', 'other_error', 'dismissed', 'not_listed'));

-- Runs that have ended, by dock and period. A run belongs to the period it began in. Hours, days and weeks are those of
-- UTC; weeks begin on Monday.
create table sync_metrics (
    org_id             bigint      not null,
    dock_id            bigint      not null,
    service            text        not null,
    metric_type        text        not null check (metric_type in ('hourly', 'daily', 'weekly')),
    period_start       timestamptz not null,
    successful_syncs   bigint      not null,
    partial_syncs      bigint      not null,
    failed_syncs       bigint      not null,
    total_items_synced bigint      not null,
    items_changed      bigint      not null,
    items_deleted      bigint      not null,
    requests           bigint      not null,
    total_duration_ms  bigint      not null,              -- so that several docks' averages make one
    avg_duration_ms    bigint      not null,
    p50_duration_ms    bigint      not null,
    p95_duration_ms    bigint      not null,
    max_duration_ms    bigint      not null,
    error_rate         double precision not null,         -- failed of all, 0 to 1
    last_updated       timestamptz not null,
    primary key (dock_id, metric_type, period_start)
);
create index sync_metrics_org on sync_metrics (org_id, metric_type, period_start, dock_id);
create index sync_metrics_age on sync_metrics (metric_type, period_start);

-- How far each of these is: every run that ended before then is counted.
create table rollups (
    metric_type text primary key,
    done_until  timestamptz not null
);
-- By which runs are found that ended since.
create index sync_events_completed on sync_events (completed_at) where completed_at is not null;

-- How docks were, a row for each change. 'unknown': nobody looked, for no Tidegate ran.
create table dock_health (
    org_id  bigint      not null,
    dock_id bigint      not null references docks on delete cascade,
    at      timestamptz not null,
    status  text        not null
        check (status in ('healthy', 'degraded', 'unhealthy', 'pending', 'paused', 'unknown')),
    word    text        not null,                         -- such as on_time; see docs/monitoring.md
    reason  text        not null,
    primary key (dock_id, at)
);
create index dock_health_org on dock_health (org_id, at);

alter table sync_metrics enable row level security;
create policy of_organization on sync_metrics to tidegate_api
    using (org_id = (select current_org())) with check (org_id = (select current_org()));
alter table dock_health enable row level security;
create policy of_organization on dock_health to tidegate_api
    using (org_id = (select current_org())) with check (org_id = (select current_org()));
alter table rollups enable row level security;
grant select, delete on sync_metrics to tidegate_api;
grant select on dock_health to tidegate_api;

-- Where a clock stood ahead for a while, rows of a day may lie in the default partition when its own is made: they move.
create or replace function ensure_day_partitions(parent text, first_day date, days integer)
    returns void language plpgsql as $$
declare
    part   text;
    lowest text;
    above  text;
    sorted text := substring(pg_get_partkeydef(parent::regclass) from '\((.*)\)');
begin
    for d in 0 .. days - 1 loop
        part := parent || to_char(first_day + d, '_YYYYMMDD');
        lowest := to_char(first_day + d, 'YYYY-MM-DD') || ' 00:00:00+00';
        above := to_char(first_day + d + 1, 'YYYY-MM-DD') || ' 00:00:00+00';
        begin
            execute format('create table if not exists %I partition of %I for values from (%L) to (%L)',
                part, parent, lowest, above);
        exception when check_violation then
            execute format('create table %I (like %I including defaults including constraints)', part, parent);
            execute format('with moved as (delete from %I where %s >= %L and %s < %L returning *)
                insert into %I select * from moved', parent || '_default', sorted, lowest, sorted, above, part);
            execute format('alter table %I attach partition %I for values from (%L) to (%L)',
                parent, part, lowest, above);
        end;
    end loop;
end $$;
