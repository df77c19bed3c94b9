-- Docks that slow down while nothing changes, as far as someone lets them.
alter table docks
    add column max_interval_seconds integer,              -- null: it keeps its interval
    add column unchanged_runs integer not null default 0, -- in a row, up to now
    add column budget_seconds integer;                    -- what its limit leaves room for; null: its interval fits

-- How often a dock is synced for now: half as often after every five runs that found nothing new, never less often than
-- it may be slowed down to.
create function paced_seconds(
    interval_seconds integer, max_interval_seconds integer, unchanged_runs integer, budget_seconds integer
) returns integer language sql immutable as $$
    select case when max_interval_seconds is null then interval_seconds
        else greatest(interval_seconds, least(max_interval_seconds, greatest(
            interval_seconds * power(2, least(unchanged_runs / 5, 20)), coalesce(budget_seconds, 0))))::integer end
$$;
