package io.tidegate.queue;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** Looks at {@code sync_queue} as a whole: how much waits, how long, and what holds it up. */
public final class QueueLevelStore {
    /** How many running jobs and held lanes are told at most. */
    public static final int MOST = 100;

    /** Since when the job is due that has been due for longest and does not run, at an instant named now. */
    public static final String OLDEST_DUE =
            " min(run_at) filter (where state in ('available', 'retryable') and run_at <= :now) ";

    private static final String COUNTS = """
            select q.type, count(*) filter (where q.state = 'available') as available,
                   count(*) filter (where q.state = 'running') as running,
                   count(*) filter (where q.state = 'retryable') as retryable,
                   count(*) filter (where q.state <> 'running' and q.run_at > :now) as later,
            """ + OLDEST_DUE + """
                   as oldest
            from sync_queue q join docks d on d.id = q.dock_id
            where q.state in ('available', 'running', 'retryable')
                and (cast(:dock as bigint) is null or q.dock_id = :dock)
                and (cast(:provider as text) is null or d.provider = :provider)
            group by q.type order by q.type
            """;

    private static final String ENDED = """
            select count(*) filter (where q.state = 'completed') as completed,
                   count(*) filter (where q.state = 'discarded') as discarded
            from sync_queue q join docks d on d.id = q.dock_id
            where q.state in ('completed', 'discarded') and q.finished_at >= :since
                and (cast(:dock as bigint) is null or q.dock_id = :dock)
                and (cast(:provider as text) is null or d.provider = :provider)
            """;

    private static final String RUNNING = """
            select q.id as job_id, q.dock_id, d.name as dock, d.provider, q.lane_key as lane, q.type, q.started_at,
                   q.progress_at, q.retry_count, q.node, q.event_id as run, (
                        select coalesce(sum(cardinality(g.ids)), 0)
                        from sync_positions p
                        join sync_pages g on g.dock_id = p.dock_id and g.resource_type = p.resource_type
                            and g.parent_key = p.parent_key and g.page <= p.page
                        where p.dock_id = q.dock_id and p.started_at >= q.started_at) as listed
            from sync_queue q join docks d on d.id = q.dock_id
            where q.state = 'running'
                and (cast(:dock as bigint) is null or q.dock_id = :dock)
                and (cast(:provider as text) is null or d.provider = :provider)
            order by q.started_at, q.id
            limit :most
            """;

    private static final String HELD = """
            select l.lane_key as lane, l.free_at, l.waiting_reason as reason, count(*) as waiting,
                   array_agg(q.dock_id order by q.run_at, q.id) as dock_ids
            from lanes l join sync_queue q on q.lane_key = l.lane_key and q.state in ('available', 'retryable')
            join docks d on d.id = q.dock_id
            where l.free_at > :now and l.waiting_reason is not null
                and (cast(:dock as bigint) is null or q.dock_id = :dock)
                and (cast(:provider as text) is null or d.provider = :provider)
            group by l.lane_key, l.free_at, l.waiting_reason
            order by l.free_at, l.lane_key
            limit :most
            """;

    /** Which jobs are looked at; null for all. */
    public record Filter(@Nullable Long dock, @Nullable String provider) {}

    /**
     * Open jobs of a type.
     *
     * @param later how many of those that wait are not due yet
     * @param oldest since when the one is due that waits longest; null when none is due
     */
    public record Count(
            String type,
            long available,
            long running,
            long retryable,
            long later,
            @Nullable Instant oldest) {}

    /** Jobs that ended. */
    public record Ended(long completed, long discarded) {}

    /**
     * A job at work.
     *
     * @param progressAt when it last committed a page
     * @param run its number in events
     * @param listed how many records its lists that began with it hold so far
     */
    public record Running(
            long jobId,
            long dockId,
            String dock,
            String provider,
            String lane,
            String type,
            Instant startedAt,
            @Nullable Instant progressAt,
            int retryCount,
            @Nullable String node,
            @Nullable Long run,
            long listed) {}

    /**
     * A lane in which nothing goes on before an instant.
     *
     * @param waiting how many jobs wait in it
     * @param dockIds whose they are
     */
    public record Held(String lane, Instant freeAt, String reason, long waiting, List<Long> dockIds) {}

    private final Jdbi jdbi;

    public QueueLevelStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Jobs that wait or run, by type. */
    public List<Count> counts(Filter filter, Instant now) {
        return read(COUNTS, filter, now, ConstructorMapper.of(Count.class));
    }

    /** How many jobs ended since an instant. */
    public Ended ended(Filter filter, Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery(ENDED)
                .bind("dock", filter.dock())
                .bind("provider", filter.provider())
                .bind("since", since)
                .map(ConstructorMapper.of(Ended.class))
                .one());
    }

    /** Jobs at work, the longest first; at most {@link #MOST}. */
    public List<Running> running(Filter filter, Instant now) {
        return read(RUNNING, filter, now, ConstructorMapper.of(Running.class));
    }

    /** Lanes that wait for budget while jobs wait in them, the first that goes on first; at most {@link #MOST}. */
    public List<Held> held(Filter filter, Instant now) {
        return read(HELD, filter, now, ConstructorMapper.of(Held.class));
    }

    private <T> List<T> read(String sql, Filter filter, Instant now, RowMapper<T> row) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("dock", filter.dock())
                .bind("provider", filter.provider())
                .bind("now", now)
                .bind("most", MOST)
                .map(row)
                .list());
    }
}
