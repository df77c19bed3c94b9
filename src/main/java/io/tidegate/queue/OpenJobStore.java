package io.tidegate.queue;

import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Looks at {@code sync_queue} without touching it. */
public final class OpenJobStore {
    private static final String RECENT = """
            select q.id, q.dock_id, d.name, d.provider, q.lane_key, q.type, q.state, q.queued_at, q.run_at, q.started_at,
                   q.retry_count, q.rerun, q.node, q.error
            from sync_queue q join docks d on d.id = q.dock_id
            where q.state = any(:states)
                and (cast(:dock as bigint) is null or q.dock_id = :dock)
                and (cast(:provider as text) is null or d.provider = :provider)
                and (cast(:before as bigint) is null or q.id < :before)
            order by q.id desc
            limit :most
            """;

    private static final String BY_ID = """
            select q.id, q.dock_id, d.name, d.provider, q.lane_key, q.type, q.state, q.queued_at, q.run_at, q.started_at,
                   q.retry_count, q.rerun, q.node, q.error
            from sync_queue q join docks d on d.id = q.dock_id
            where q.id = :id
            """;

    private static final String DEPTH = """
            select count(*) filter (where state = 'available') as available,
                   count(*) filter (where state = 'running') as running,
                   count(*) filter (where state = 'retryable') as retryable
            from sync_queue where state in ('available', 'running', 'retryable')
            """;

    /** Workers name themselves to the database; this session and its siblings bear our own name. */
    private static final String WORKERS = """
            select count(distinct application_name) from pg_stat_activity
            where datname = current_database() and application_name like 'tidegate/%'
                and application_name <> current_setting('application_name')
            """;

    /** Which jobs are wanted; dock and provider are null for all. */
    public record Filter(@Nullable Long dock, @Nullable String provider, Collection<JobState> states) {}

    /** How many jobs are open, by state. */
    public record Depth(long available, long running, long retryable) {}

    private final Jdbi jdbi;

    public OpenJobStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Jobs in one of several states, newest first.
     *
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<OpenJob> recent(Filter filter, @Nullable String after, int limit) {
        List<OpenJob> rows = jdbi.withHandle(handle -> handle.createQuery(RECENT)
                .bindArray(
                        "states",
                        String.class,
                        filter.states().stream().map(JobState::word).toList())
                .bind("dock", filter.dock())
                .bind("provider", filter.provider())
                .bind("before", Page.number(after))
                .bind("most", limit + 1)
                .map((rs, context) -> job(rs))
                .list());
        return Page.of(rows, limit, job -> Long.toString(job.id()));
    }

    /** A job in whatever state; empty when it was never there, or was forgotten with its dock. */
    public Optional<OpenJob> find(long id) {
        return jdbi.withHandle(handle -> handle.createQuery(BY_ID)
                .bind("id", id)
                .map((rs, context) -> job(rs))
                .findFirst());
    }

    /** How many jobs are open. */
    public Depth depth() {
        return jdbi.withHandle(handle -> handle.createQuery(DEPTH)
                .map((rs, context) ->
                        new Depth(rs.getLong("available"), rs.getLong("running"), rs.getLong("retryable")))
                .one());
    }

    /** How many other Tidegate processes use this database. */
    public int otherProcesses() {
        return jdbi.withHandle(
                handle -> handle.createQuery(WORKERS).mapTo(Integer.class).one());
    }

    private static OpenJob job(ResultSet rs) throws SQLException {
        OffsetDateTime started = rs.getObject("started_at", OffsetDateTime.class);
        return new OpenJob(
                rs.getLong("id"),
                new OpenJob.Target(
                        rs.getLong("dock_id"),
                        rs.getString("name"),
                        rs.getString("provider"),
                        rs.getString("lane_key")),
                rs.getString("type"),
                rs.getString("state"),
                new OpenJob.Times(
                        rs.getObject("queued_at", OffsetDateTime.class).toInstant(),
                        rs.getObject("run_at", OffsetDateTime.class).toInstant(),
                        started == null ? null : started.toInstant()),
                rs.getInt("retry_count"),
                rs.getBoolean("rerun"),
                rs.getString("node"),
                rs.getString("error"));
    }
}
