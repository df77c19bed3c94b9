package io.tidegate.federation.connector;

import io.tidegate.page.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** The tables {@code connector_runs} and {@code connector_run_organizations}: what was begun, and what came of it. */
public final class ConnectorRunStore {
    /** Of organizations in the order in which they were connected. A connector has one run at a time. */
    private static final String BEGIN = """
            with run as (
                insert into connector_runs (connector_id, type, started_at, organizations)
                select :connector, :type, :now, count(*) from connected_organizations o
                where o.connector_id = :connector and (cast(:club as text) is null or o.federation_org_id = :club)
                having count(*) > 0
                on conflict (connector_id) where ended_at is null do nothing
                returning id
            ), parts as (
                insert into connector_run_organizations (run_id, dock_id, org_id, place, state)
                select run.id, o.dock_id, o.org_id, row_number() over (order by o.id), 'waiting'
                from run, connected_organizations o
                where o.connector_id = :connector and (cast(:club as text) is null or o.federation_org_id = :club)
            )
            select id from run
            """;

    private static final String RUNS = """
            select r.id, c.federation_code as connector, r.type, r.started_at, r.ended_at, r.organizations,
                   case when r.ended_at is null then p.succeeded else r.succeeded end as succeeded,
                   case when r.ended_at is null then p.failed else r.failed end as failed
            from connector_runs r join connectors c on c.id = r.connector_id
            cross join lateral (
                select count(*) filter (where p.state = 'succeeded') as succeeded,
                       count(*) filter (where p.state = 'failed') as failed
                from connector_run_organizations p where p.run_id = r.id and r.ended_at is null) p
            """;

    private static final String LIST = RUNS + """
            where r.connector_id = :connector and (cast(:before as bigint) is null or r.id < :before)
            order by r.id desc limit :most
            """;

    private static final String DAYS = "with runs as (" + RUNS + """
            where cast(:type as text) is null or r.type = :type
            ), days as (
                select (r.started_at at time zone 'UTC')::date as day, count(distinct r.connector) as connectors,
                       sum(r.organizations) as organizations, sum(r.succeeded) as succeeded, sum(r.failed) as failed,
                       count(*) filter (where r.ended_at is null) as running
                from runs r group by 1
            )
            select d.day::text as day, d.connectors, d.organizations, d.succeeded, d.failed, d.running from days d
            where cast(:before as bigint) is null or d.day - date '1970-01-01' < :before
            order by d.day desc limit :most
            """;

    private static final String FIND = RUNS + "where r.connector_id = :connector and r.id = :run";

    /** What is at work, or ended too short a while ago, is what the next one waits for; see RunStepStore. */
    private static final String PARTS = """
            with next as (
                select p.dock_id, c.id as connector, c.spacing_seconds
                from connector_run_organizations p
                join connector_runs r on r.id = p.run_id and r.ended_at is null
                join connectors c on c.id = r.connector_id
                where p.run_id = :run and p.state = 'waiting'
                order by p.place limit 1
            ), told as (
                select n.dock_id, case
                    when w.name is not null then 'a run of ' || w.name || ' is at work, and one goes at a time'
                    when l.ended_at + make_interval(secs => n.spacing_seconds) > :now then 'between two runs lie '
                        || n.spacing_seconds || ' s, and the last one ended at '
                        || to_char(l.ended_at at time zone 'UTC', 'HH24:MI:SS') || ' UTC'
                    else 'it begins within seconds, where a Tidegate is running' end as waits
                from next n
                left join lateral (
                    select d.name from docks d join sync_queue q on q.dock_id = d.id
                    where d.connector_id = n.connector
                        and (q.state = 'running' or q.state = 'available' and q.event_id is not null)
                    limit 1) w on true
                left join lateral (
                    select max(o.ended_at) as ended_at from connector_run_organizations o
                    where o.run_id in (
                            select x.id from connector_runs x where x.connector_id = n.connector order by x.id desc limit 2)
                        and o.job_id is not null and o.ended_at <= :now) l on true
            )
            select p.place, g.slug as organization, o.federation_org_id as club, p.dock_id as dock, p.state, p.job_id as job,
                   p.started_at, p.ended_at, p.error, t.waits
            from connector_run_organizations p
            left join told t on t.dock_id = p.dock_id
            join organizations g on g.id = p.org_id
            left join connected_organizations o on o.dock_id = p.dock_id
            where p.run_id = :run order by p.place
            """;

    private final Jdbi jdbi;

    public ConnectorRunStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Begins a run.
     *
     * @param type scheduled or manual
     * @param club of this organization alone; null: of all
     * @return its number; empty when one is under way, or nothing is connected
     */
    public Optional<Long> begin(long connector, String type, @Nullable String club, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(BEGIN)
                .bind("connector", connector)
                .bind("type", type)
                .bind("club", club)
                .bind("now", now)
                .mapTo(Long.class)
                .findOne());
    }

    /** The newest first. */
    public Page<ConnectorRun> list(long connector, @Nullable String before, int limit) {
        List<ConnectorRun> rows = jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("connector", connector)
                .bind("before", Page.number(before))
                .bind("most", limit + 1)
                .map(ConstructorMapper.of(ConnectorRun.class))
                .list());
        return Page.of(rows, limit, run -> Long.toString(run.id()));
    }

    /**
     * What the runs of all connectors came to, day by day of UTC, the newest first.
     *
     * @param type scheduled or manual; null: both
     */
    public Page<ConnectorDay> days(@Nullable String type, @Nullable String before, int limit) {
        List<ConnectorDay> rows = jdbi.withHandle(handle -> handle.createQuery(DAYS)
                .bind("type", type)
                .bind("before", Page.number(before))
                .bind("most", limit + 1)
                .map(ConstructorMapper.of(ConnectorDay.class))
                .list());
        return Page.of(
                rows, limit, day -> Long.toString(LocalDate.parse(day.day()).toEpochDay()));
    }

    public Optional<ConnectorRun> find(long connector, long run) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("connector", connector)
                .bind("run", run)
                .map(ConstructorMapper.of(ConnectorRun.class))
                .findOne());
    }

    /** The organizations of a run in their order; without those whose dock was removed since. */
    public List<ConnectorRun.Part> parts(long run, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(PARTS)
                .bind("run", run)
                .bind("now", now)
                .map(ConstructorMapper.of(ConnectorRun.Part.class))
                .list());
    }
}
