package io.tidegate.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The tables {@code sync_queue} and {@code lanes}. */
public final class QueueStore {
    /** Notified whenever a job may have become claimable. */
    public static final String CHANNEL = "tidegate_jobs";

    private static final String ENQUEUE = """
            with lane as (
                insert into lanes (lane_key, free_at) select d.lane_key, :now from docks d where d.id = :dock
                on conflict do nothing
            ), queued as (
                insert into sync_queue as q
                    (org_id, dock_id, lane_key, type, priority, state, resource_types, queued_at, run_at)
                select d.org_id, d.id, d.lane_key, :type, :priority, 'available', :types, :now, :now
                from docks d where d.id = :dock
                on conflict (dock_id) where state in ('available', 'running', 'retryable') do update
                set rerun = q.state = 'running', rerun_types = null,
                    type = case when q.priority <= excluded.priority then q.type else excluded.type end,
                    priority = least(q.priority, excluded.priority),
                    resource_types = case when q.resource_types is not null and excluded.resource_types is not null
                        then array(select distinct unnest(q.resource_types || excluded.resource_types)) end,
                    run_at = case when q.state = 'running' then q.run_at else least(q.run_at, excluded.run_at) end
                returning id, state, xmax = 0 as fresh
            )
            select id, state, fresh, pg_notify(:channel, '') from queued
            """;

    private static final String RENEW = """
            with held as materialized (
                select * from unnest(:ids, :tokens, cast(:progress as timestamptz[])) as h(id, token, progress_at)
            ), renewed as (
                update sync_queue q set lease_until = :lease, progress_at = h.progress_at
                from held h
                where q.state = 'running' and q.id = h.id and q.fencing_token = h.token
            )
            select q.id from sync_queue q join held h on q.id = h.id and q.fencing_token = h.token
            """;

    private static final String STALLED = """
            select id, dock_id, fencing_token, type, retry_count, resource_types, event_id, event_at, stats::text as stats
            from sync_queue where state = 'running' and progress_at <= :before order by id
            """;

    private static final String HAND_BACK = """
            with job as (
                update sync_queue set state = 'available', run_at = :now, lease_until = null,
                    fencing_token = fencing_token + 1,
                    lane_key = (select d.lane_key from docks d where d.id = dock_id)
                where id = :id and fencing_token = :token and state = 'running' returning id
            ), freed as (
                update lanes set job_id = null where job_id in (select id from job)
            )
            select count(*), pg_notify(:channel, '') from job
            """;

    private static final String RESCUE = """
            with lost as materialized (
                select id, node, event_id, event_at from sync_queue
                where state = 'running' and lease_until < :before for update skip locked
            ), freed as (
                update lanes l set job_id = null from lost where l.job_id = lost.id
            ), closed as (
                update sync_events e
                set status = 'failed', completed_at = :now, error_code = 'ABANDONED',
                    error_message = 'worker ' || lost.node || ' stopped without a word; the job goes on with another',
                    duration_ms = extract(epoch from :now - e.started_at) * 1000
                from lost where e.id = lost.event_id and e.started_at = lost.event_at
            )
            update sync_queue q
            set state = 'available', run_at = :now, started_at = null, event_id = null, event_at = null, stats = '{}',
                lease_until = null, fencing_token = q.fencing_token + 1,
                lane_key = (select d.lane_key from docks d where d.id = q.dock_id)
            from lost where q.id = lost.id
            returning q.dock_id
            """;

    private static final String DELETE_FINISHED =
            "delete from sync_queue where state in ('completed', 'discarded') and finished_at < :before";

    /**
     * Which jobs are wanted.
     *
     * @param due only those that were due by then; null for now
     * @param jobs only these; null for any
     */
    record Wanted(int most, @Nullable Instant due, @Nullable Collection<Long> jobs) {
        String statement() {
            if (jobs != null) {
                return ClaimStatement.NAMED;
            }
            return due == null ? ClaimStatement.ANY : ClaimStatement.LATE;
        }

        /** How many jobs a claim looks at first: those that others lock at the same moment are passed over. */
        int ahead() {
            return jobs == null ? 8 * most + 100 : jobs.size() + 1;
        }

        Query bindTo(Query claim) {
            claim.bind("most", most);
            if (jobs != null) {
                return claim.bindArray("jobs", Long.class, jobs);
            }
            return due == null ? claim : claim.bind("due", due);
        }
    }

    /** A row of a claim: a job or none, and whether there may be more than it looked at. */
    private record Found(@Nullable Claimed job, boolean more) {}

    /**
     * A job that waits for nothing but a worker.
     *
     * @param fencingToken of its last claim; higher as soon as one claims it
     */
    public record Claimable(long job, long dock, long fencingToken) {}

    /** The answer to a request for a sync. */
    public record Enqueued(long job, JobState state, boolean fresh) {}

    private final Jdbi jdbi;
    private final ObjectMapper json;

    public QueueStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** Claims at most {@code most} jobs of docks of the named providers, each in a lane of its own. */
    public List<Claimed> claim(int most, Collection<String> providers, String node, Instant now, Duration lease) {
        return claim(new Wanted(most, null, null), providers, node, now, lease);
    }

    /** Claims what is wanted, each job in a lane of its own; none only when others hold all that could be claimed. */
    List<Claimed> claim(Wanted wanted, Collection<String> providers, String node, Instant now, Duration lease) {
        for (int ahead = wanted.ahead(); ; ahead *= 8) {
            List<Found> found = find(wanted, ahead, providers, node, now, lease);
            List<Claimed> jobs =
                    found.stream().map(Found::job).flatMap(Stream::ofNullable).toList();
            if (!jobs.isEmpty() || !found.get(0).more()) {
                return jobs;
            }
        }
    }

    private List<Found> find(
            Wanted wanted, int ahead, Collection<String> providers, String node, Instant now, Duration lease) {
        return jdbi.inTransaction(handle -> {
            handle.execute(ClaimStatement.BY_INDEX);
            return wanted.bindTo(handle.createQuery(wanted.statement()))
                    .bind("ahead", ahead)
                    .bindArray("providers", String.class, providers)
                    .bind("node", node)
                    .bind("now", now)
                    .bind("lease", now.plus(lease))
                    .map((rs, context) ->
                            new Found(rs.getObject("id") == null ? null : claimed(rs), rs.getBoolean("more")))
                    .list();
        });
    }

    /** What a claim would find now: each free lane's next job, at most {@code most}. */
    public List<Claimable> claimable(int most, Collection<String> providers, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(ClaimStatement.LOOK)
                .bind("most", most)
                .bindArray("providers", String.class, providers)
                .bind("now", now)
                .map((rs, context) ->
                        new Claimable(rs.getLong("id"), rs.getLong("dock_id"), rs.getLong("fencing_token")))
                .list());
    }

    /**
     * Asks for a sync of a dock. One that waits already is brought forward; one that runs will run again. It then lists
     * what each who asked wants, and counts as what the most urgent of them asked for.
     *
     * @param types empty: all
     * @return empty when there is no such dock
     */
    public List<Enqueued> enqueue(long dock, JobType type, Collection<String> types, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(ENQUEUE)
                .bind("dock", dock)
                .bind("type", type.word())
                .bind("priority", type.priority())
                .bindArray("types", String.class, types.isEmpty() ? null : types.toArray())
                .bind("now", now)
                .bind("channel", CHANNEL)
                .map((rs, context) ->
                        new Enqueued(rs.getLong("id"), state(rs.getString("state")), rs.getBoolean("fresh")))
                .list());
    }

    /**
     * Renews the leases of jobs that are still ours, and returns their ids; also those that ended just now, which only
     * their worker does not know yet.
     *
     * @param progress when each of the jobs last committed a page, or was claimed
     */
    public List<Long> renew(Map<Claimed, Instant> progress, Instant now, Duration lease) {
        List<Claimed> jobs = List.copyOf(progress.keySet());
        return jdbi.withHandle(handle -> handle.createQuery(RENEW)
                .bind("lease", now.plus(lease))
                .bindArray("ids", Long.class, jobs.stream().map(Claimed::id).toArray())
                .bindArray(
                        "tokens",
                        Long.class,
                        jobs.stream().map(Claimed::fencingToken).toArray())
                .bindArray(
                        "progress",
                        String.class,
                        jobs.stream().map(progress::get).map(String::valueOf).toArray())
                .mapTo(Long.class)
                .list());
    }

    /** Running jobs, of whatever node, that committed no page since an instant. */
    public List<Claimed> stalled(Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery(STALLED)
                .bind("before", since)
                .map((rs, context) -> claimed(rs))
                .list());
    }

    /** Gives a running job back as it is: another worker goes on where its last page ended. */
    public void handBack(Claimed job, Instant now) {
        jdbi.useHandle(handle -> handle.createQuery(HAND_BACK)
                .bind("id", job.id())
                .bind("token", job.fencingToken())
                .bind("now", now)
                .bind("channel", CHANNEL)
                .mapToMap()
                .list());
    }

    /** Makes jobs available whose lease ended before an instant, and closes their runs as abandoned. */
    public List<Long> rescue(Instant leaseBefore, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(RESCUE)
                .bind("before", leaseBefore)
                .bind("now", now)
                .mapTo(Long.class)
                .list());
    }

    /** Forgets jobs that finished before an instant. */
    public int deleteFinished(Instant before) {
        return jdbi.withHandle(handle ->
                handle.createUpdate(DELETE_FINISHED).bind("before", before).execute());
    }

    private Claimed claimed(ResultSet rs) throws SQLException {
        Array types = rs.getArray("resource_types");
        return new Claimed(
                rs.getLong("id"),
                rs.getLong("dock_id"),
                rs.getLong("fencing_token"),
                JobType.valueOf(rs.getString("type").toUpperCase(Locale.ROOT)),
                rs.getInt("retry_count"),
                types == null ? null : List.of((String[]) types.getArray()),
                new Claimed.Run(
                        rs.getLong("event_id"),
                        rs.getObject("event_at", OffsetDateTime.class).toInstant(),
                        stats(rs.getString("stats"))));
    }

    private RunStats stats(String text) {
        try {
            JsonNode stats = json.readTree(text);
            return new RunStats(
                    stats.path("processed").asLong(),
                    stats.path("changed").asLong(),
                    stats.path("deleted").asLong(),
                    stats.path("requests").asLong());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("sync_queue.stats holds no JSON", e);
        }
    }

    private static JobState state(String word) {
        return JobState.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
