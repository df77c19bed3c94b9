package io.tidegate.federation.connector;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** What a connector's run under way does next, by its tables; within a transaction that holds the connector. */
public final class RunStepStore {
    /**
     * Of organizations whose job was queued, those of which it is known how that went. A job may have been there before,
     * so that only an end after it was asked for tells, and one that a worker died with goes on with another.
     */
    private static final String JUDGE = """
            with told as materialized (
                select p.run_id, p.dock_id, p.started_at, q.id as job, q.state, q.error, q.finished_at, e.status,
                       e.completed_at, e.error_message,
                       q.event_id is null and q.type <> 'manual' and (not d.enabled or d.stopped_at is not null) as paused
                from connector_run_organizations p
                join connector_runs r on r.id = p.run_id
                join docks d on d.id = p.dock_id
                left join sync_queue q on q.id = p.job_id
                left join lateral (
                    select e.status, e.completed_at, e.error_message from sync_events e
                    where e.dock_id = p.dock_id and e.job_id = p.job_id and e.started_at >= p.started_at - interval '1 day'
                        and e.completed_at >= p.started_at and e.error_code is distinct from 'ABANDONED'
                    order by e.started_at desc limit 1) e on true
                where r.connector_id = :connector and r.ended_at is null and p.state = 'running'
            ), judged as (
                select t.run_id, t.dock_id, t.started_at, coalesce(t.completed_at, t.finished_at) as ended_at,
                       case when t.job is null then 'failed'
                           when t.state = 'discarded' then 'failed'
                           when t.state = 'completed' or t.state = 'available' and t.completed_at is not null
                               then case when t.status = 'failed' then 'failed' else 'succeeded' end
                           when t.state = 'retryable' and t.completed_at is not null then 'failed'
                           when t.state in ('available', 'retryable') and t.paused then 'failed' end as state,
                       case when t.job is null then 'its job is gone'
                           when t.state in ('available', 'retryable') and t.completed_at is null and t.paused
                               then 'its dock was paused or stopped before it began'
                           else coalesce(t.error_message, t.error) end as error
                from told t
            )
            update connector_run_organizations p
            set state = j.state, error = j.error,
                ended_at = greatest(j.started_at, least(coalesce(j.ended_at, :now), :now))
            from judged j
            where p.run_id = j.run_id and p.dock_id = j.dock_id and j.state is not null
            """;

    /** Those that wait while their connector is stopped, or while their dock is paused or stopped. */
    private static final String PASS_OVER = """
            update connector_run_organizations p
            set state = 'failed', ended_at = :now,
                error = case when c.status <> 'active' then 'the connector is in state ' || c.status
                    when not d.enabled then 'its dock is paused' else 'its dock is stopped' end
            from connector_runs r, connectors c, docks d
            where r.id = p.run_id and c.id = r.connector_id and d.id = p.dock_id and r.connector_id = :connector
                and r.ended_at is null and p.state = 'waiting'
                and (c.status <> 'active' or not d.enabled or d.stopped_at is not null)
            """;

    /** An organization that is not there any more counts as failed. */
    private static final String END = """
            update connector_runs r
            set ended_at = :now, succeeded = t.succeeded, failed = r.organizations - t.succeeded
            from (
                select r.id, count(*) filter (where p.state = 'succeeded') as succeeded
                from connector_runs r left join connector_run_organizations p on p.run_id = r.id
                where r.connector_id = :connector and r.ended_at is null
                group by r.id
                having count(*) filter (where p.state in ('waiting', 'running')) = 0) t
            where r.id = t.id
            returning r.id, (select federation_code from connectors where id = r.connector_id) as connector, r.type,
                r.started_at, r.ended_at, r.organizations, r.succeeded, r.failed
            """;

    /**
     * Nothing while anything of the connector is at work, or for some time after. That time passes also when the clock
     * was set back.
     */
    private static final String NEXT = """
            select p.run_id as run, p.dock_id as dock, r.type
            from connector_runs r
            join connectors c on c.id = r.connector_id
            join connector_run_organizations p on p.run_id = r.id and p.state = 'waiting'
            where r.connector_id = :connector and r.ended_at is null
                and not exists (select from connector_run_organizations o where o.run_id = r.id and o.state = 'running')
                and not exists (
                    select from docks d join sync_queue q on q.dock_id = d.id
                    where d.connector_id = c.id
                        and (q.state = 'running' or q.state = 'available' and q.event_id is not null))
                and not exists (
                    select from connector_run_organizations o
                    where o.run_id in (select x.id from connector_runs x where x.connector_id = c.id order by x.id desc limit 2)
                        and o.job_id is not null and o.ended_at <= :now
                        and o.ended_at > :now - make_interval(secs => c.spacing_seconds))
            order by p.place limit 1
            """;

    private static final String STARTED = """
            update connector_run_organizations set state = 'running', job_id = :job, started_at = :now
            where run_id = :run and dock_id = :dock and state = 'waiting'
            """;

    /** An organization whose turn it is. */
    public record Turn(long run, long dock, String type) {}

    private final Jdbi jdbi;

    public RunStepStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Notes how the organizations' jobs went that are over. */
    void judge(long connector, Instant now) {
        update(JUDGE, connector, now);
    }

    /** Passes over organizations that cannot run. */
    void passOver(long connector, Instant now) {
        update(PASS_OVER, connector, now);
    }

    private void update(String statement, long connector, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(statement)
                .bind("connector", connector)
                .bind("now", now)
                .execute());
    }

    /** Ends the run when nothing of it is left to do. */
    Optional<ConnectorRun> end(long connector, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(END)
                .bind("connector", connector)
                .bind("now", now)
                .map(ConstructorMapper.of(ConnectorRun.class))
                .findOne());
    }

    /** Whose turn it is now, if anybody's. */
    Optional<Turn> next(long connector, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(NEXT)
                .bind("connector", connector)
                .bind("now", now)
                .map(ConstructorMapper.of(Turn.class))
                .findOne());
    }

    void started(Turn turn, long job, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(STARTED)
                .bind("run", turn.run())
                .bind("dock", turn.dock())
                .bind("job", job)
                .bind("now", now)
                .execute());
    }
}
