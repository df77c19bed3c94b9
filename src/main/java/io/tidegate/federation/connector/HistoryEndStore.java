package io.tidegate.federation.connector;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** The end of what {@code import_sessions} and {@code sync_history} tell of runs, and what connectors count of it. */
public final class HistoryEndStore {
    /**
     * Runs of connectors' docks that ended before they came to apply anything. Looked for where a dock was claimed since it
     * was last looked at, so that what it costs does not depend on how many runs there were.
     */
    private static final String OPEN = """
            with missing as materialized (
                select e.id, e.org_id, e.dock_id, e.started_at, d.connector_id,
                       case when e.trigger <> 'retry' then e.trigger
                           else coalesce((select q.type from sync_queue q where q.id = e.job_id and q.type <> 'retry'),
                               'scheduled') end as type
                from connected_organizations o
                join docks d on d.id = o.dock_id
                join sync_events e on e.dock_id = d.id and e.started_at >= d.last_sync_attempt - interval '2 days'
                where d.last_sync_attempt is distinct from o.history_seen_at and d.connector_id is not null
                    and (cast(:dock as bigint) is null or d.id = :dock)
                    and e.status <> 'started' and not exists (select from import_sessions s where s.run = e.id)
            ), opened as (
                insert into import_sessions (org_id, dock_id, run, status, opened_at)
                select org_id, dock_id, id, 'open', started_at from missing
                on conflict (run) do nothing
                returning id, run
            )
            insert into sync_history (org_id, session_id, connector_id, dock_id, type, status, started_at)
            select m.org_id, o.id, m.connector_id, m.dock_id, m.type, 'running', m.started_at
            from opened o join missing m on m.id = o.run
            """;

    /** Before all else, and in one order: whoever connects, disconnects or changes a connector holds it first, too. */
    private static final String HOLD = """
            select c.id from connectors c
            where c.id in (select h.connector_id from import_sessions s join sync_history h on h.session_id = s.id
                where s.status = 'open' and (cast(:dock as bigint) is null or s.dock_id = :dock))
            order by c.id
            for no key update of c
            """;

    /** A run that its worker died with says nothing about the federation. */
    private static final String CLOSE = """
            with ended as materialized (
                select s.id, s.dock_id, h.connector_id, e.status, e.completed_at, e.error_message, e.items_processed,
                       e.id is null or coalesce(e.error_code = 'ABANDONED', false) as lost
                from import_sessions s
                join sync_history h on h.session_id = s.id
                left join sync_events e on e.id = s.run
                where s.status = 'open' and (cast(:dock as bigint) is null or s.dock_id = :dock)
                    and (e.id is null or e.status <> 'started')
                for update of s skip locked
            ), closed as (
                update import_sessions s
                set status = case when e.lost then 'abandoned' else 'closed' end, closed_at = :now
                from ended e where s.id = e.id
            ), told as (
                update sync_history h
                set status = coalesce(e.status, 'failed'), ended_at = coalesce(e.completed_at, :now),
                    processed = greatest(coalesce(e.items_processed, 0),
                        case when e.lost then h.created + h.updated else 0 end),
                    error = coalesce(e.error_message, case when e.status is null then 'its run is not on record any more' end)
                from ended e where h.session_id = e.id
            ), fresh as (
                update connected_organizations o set last_sync_at = greatest(o.last_sync_at, g.at)
                from (select dock_id, max(completed_at) as at from ended
                    where not lost and status in ('success', 'partial') group by dock_id) g
                where o.dock_id = g.dock_id
            ), good as (
                select connector_id, max(completed_at) as at from ended
                where not lost and connector_id is not null and status = 'success' group by connector_id
            ), bad as (
                select e.connector_id, max(e.completed_at) as at,
                       count(*) filter (where g.at is null or e.completed_at > g.at) as since,
                       (array_agg(e.error_message order by e.completed_at desc, e.id desc))[1] as error
                from ended e left join good g on g.connector_id = e.connector_id
                where not e.lost and e.connector_id is not null and e.status = 'failed' group by e.connector_id
            ), counted as (
                select coalesce(g.connector_id, b.connector_id) as id, g.at as good_at, b.at as bad_at, b.error,
                       coalesce(b.since, 0) as failures
                from good g full join bad b on b.connector_id = g.connector_id
            )
            update connectors c
            set last_success_at = greatest(c.last_success_at, n.good_at),
                last_error_at = greatest(c.last_error_at, n.bad_at), last_error = coalesce(n.error, c.last_error),
                consecutive_failures = case when n.good_at is null then c.consecutive_failures else 0 end + n.failures,
                status = case when c.status = 'active'
                    and case when n.good_at is null then c.consecutive_failures else 0 end + n.failures >= :most
                    then 'error' else c.status end,
                next_run_at = case when c.status = 'active'
                    and case when n.good_at is null then c.consecutive_failures else 0 end + n.failures >= :most
                    then null else c.next_run_at end
            from counted n join connectors was on was.id = n.id
            where c.id = n.id
            returning c.federation_code as code, c.last_error as error, c.consecutive_failures as failures,
                was.status = 'active' and c.status = 'error' as stopped
            """;

    /** Docks of which all runs since are ended and told. Last of all: nothing is waited for with these locks. */
    private static final String SEEN = """
            update connected_organizations o set history_seen_at = t.last_sync_attempt
            from (
                select o.id, d.last_sync_attempt from connected_organizations o join docks d on d.id = o.dock_id
                where d.last_sync_attempt is distinct from o.history_seen_at
                    and (cast(:dock as bigint) is null or d.id = :dock)
                    and not exists (select from sync_events e
                        where e.dock_id = d.id and e.started_at >= d.last_sync_attempt - interval '2 days'
                            and (e.status = 'started' or not exists (select from import_sessions s where s.run = e.id)))
                order by o.id
                for no key update of o skip locked) as t
            where o.id = t.id
            """;

    /** A connector of which something ended. */
    public record Counted(String code, @Nullable String error, int failures, boolean stopped) {}

    private final Jdbi jdbi;

    public HistoryEndStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @param dock only what this dock's runs left; null: what any did */
    List<Counted> close(@Nullable Long dock, Instant now) {
        return jdbi.inTransaction(handle -> {
            handle.createUpdate(OPEN).bind("dock", dock).execute();
            handle.createQuery(HOLD).bind("dock", dock).mapTo(Long.class).list();
            List<Counted> counted = handle.createQuery(CLOSE)
                    .bind("dock", dock)
                    .bind("now", now)
                    .bind("most", Connector.MOST_FAILURES)
                    .map(ConstructorMapper.of(Counted.class))
                    .list();
            handle.createUpdate(SEEN).bind("dock", dock).execute();
            return counted;
        });
    }
}
