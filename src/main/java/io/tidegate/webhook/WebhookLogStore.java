package io.tidegate.webhook;

import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code webhook_logs}; {@code receive.sql} and {@code event.sql} write it too. */
public final class WebhookLogStore {
    /** How many deliveries are shown unless more are asked for. */
    public static final int DEFAULT_LIMIT = 20;

    /** What can become of a delivery. */
    public static final List<String> STATUSES =
            List.of("accepted", "processed", "ignored", "duplicate", "refused", "failed");

    private static final int BATCH = 100;

    private static final String RECENT = """
            select w.id, w.dock_id, d.name, w.provider, w.delivery_id, w.event, w.status, w.received_at, w.happened_at,
                   w.processed_at, w.run, w.body_bytes,
                   case when w.reason is not null or w.status <> 'accepted' or d.id is null then w.reason
                       when q.state = 'running' then 'a run is about to apply it'
                       when not d.enabled then 'waits: its dock is paused'
                       when d.stopped_at is not null then 'waits: its dock is stopped'
                       when c.status <> 'active' then 'waits: its connector is in state ' || c.status
                       when q.id is null then 'waits for the next run of its dock'
                       else 'waits for a run, which begins at '
                           || to_char(q.run_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC or later'
                           || coalesce(': ' || q.error, '') end as reason
            from webhook_logs w left join docks d on d.id = w.dock_id
                left join connectors c on c.id = d.connector_id
                left join sync_queue q on q.dock_id = d.id and q.state in ('available', 'running', 'retryable')
            where (cast(:dock as bigint) is null or w.dock_id = :dock)
                and (cast(:provider as text) is null or w.provider = :provider)
                and (cast(:since as timestamptz) is null or w.received_at >= :since)
                and (cast(:until as timestamptz) is null or w.received_at < :until)
                and (cast(:status as text) is null or w.status = :status)
                and (cast(:before as bigint) is null or w.id < :before)
            order by w.id desc
            limit :most
            """;

    private static final String REFUSE = """
            insert into webhook_logs (org_id, dock_id, provider, status, reason, refusal, received_at, body_bytes)
            values (:org, :dock, :provider, 'refused', :reason, :about, :now, :bytes)
            """;

    private static final String WAITING = """
            select id, payload::text as payload, received_at from webhook_logs
            where dock_id = :dock and status = 'accepted' and payload is not null and id > :after
            order by id
            limit :most
            """;

    /** Of those that carry nothing to apply: the run that begins now lists what they are about, or will run again. */
    private static final String TAKEN = """
            update webhook_logs w set status = 'processed', processed_at = :now, run = :run
            from sync_queue q
            where q.id = :job and q.state = 'running' and q.fencing_token = :token
                and w.dock_id = q.dock_id and w.status = 'accepted' and w.payload is null
            """;

    private static final String UNDECLARED = """
            update webhook_logs
            set payload = nullif(payload - :types, '{}'), reason = 'its type is no longer declared', processed_at = :now,
                status = case when payload - :types = '{}' then 'ignored' else status end
            where id = :id and status = 'accepted'
            """;

    private static final String DELETE_OLD = "delete from webhook_logs where received_at < :before";

    /**
     * A delivery as the log keeps it, without what it carried.
     *
     * @param dock null when it was sent to an address that is no dock's
     * @param dockName null when the dock was removed since
     * @param run the run that applied it
     */
    public record Logged(
            long id,
            @Nullable Long dock,
            @Nullable String dockName,
            String provider,
            @Nullable String delivery,
            @Nullable String event,
            String status,
            @Nullable String reason,
            Instant receivedAt,
            @Nullable Instant happenedAt,
            @Nullable Instant processedAt,
            @Nullable Long run,
            long bytes) {}

    /**
     * Which deliveries are wanted; null for all.
     *
     * @param since only those received from this instant on
     * @param until only those received before this instant
     */
    public record Filter(
            @Nullable Long dock,
            @Nullable String provider,
            @Nullable String status,
            @Nullable Instant since,
            @Nullable Instant until) {
        /** All of a dock. */
        public static Filter of(long dock) {
            return new Filter(dock, null, null, null, null);
        }
    }

    /** What a refused delivery leaves behind; {@code dock} and {@code organization} are null for nobody's. */
    record Refusal(
            @Nullable Long organization,
            @Nullable Long dock,
            String provider,
            String reason,
            @Nullable String about,
            int bytes) {}

    /** A delivery that waits: what it carries, by type, as JSON. */
    record Waiting(long id, String payload, Instant received) {}

    private final Jdbi jdbi;

    public WebhookLogStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Deliveries, newest first.
     *
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<Logged> recent(Filter filter, @Nullable String after, int limit) {
        List<Logged> rows = jdbi.withHandle(handle -> handle.createQuery(RECENT)
                .bind("dock", filter.dock())
                .bind("provider", filter.provider())
                .bind("status", filter.status())
                .bind("since", filter.since())
                .bind("until", filter.until())
                .bind("before", Page.number(after))
                .bind("most", limit + 1)
                .map((rs, context) -> logged(rs))
                .list());
        return Page.of(rows, limit, one -> Long.toString(one.id()));
    }

    /** Notes a delivery that nothing was made of. */
    void refuse(Refusal refusal, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(REFUSE)
                .bind("org", refusal.organization())
                .bind("dock", refusal.dock())
                .bind("provider", refusal.provider())
                .bind("reason", refusal.reason())
                .bind("about", refusal.about())
                .bind("now", now)
                .bind("bytes", refusal.bytes())
                .execute());
    }

    /** The first deliveries after one that wait to be applied. */
    List<Waiting> waiting(long dock, long after) {
        return jdbi.withHandle(handle -> handle.createQuery(WAITING)
                .bind("dock", dock)
                .bind("after", after)
                .bind("most", BATCH)
                .map((rs, context) -> new Waiting(
                        rs.getLong("id"),
                        rs.getString("payload"),
                        rs.getObject("received_at", OffsetDateTime.class).toInstant()))
                .list());
    }

    /** A run has begun that lists what deliveries are about, if it still holds its job. */
    void taken(long job, long fencingToken, long run, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(TAKEN)
                .bind("job", job)
                .bind("token", fencingToken)
                .bind("run", run)
                .bind("now", now)
                .execute());
    }

    /** Types that a delivery is about are no longer declared. */
    void undeclared(long id, Collection<String> types, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(UNDECLARED)
                .bind("id", id)
                .bindArray("types", String.class, types)
                .bind("now", now)
                .execute());
    }

    /** Forgets deliveries that came before an instant. */
    public int deleteBefore(Instant before) {
        return jdbi.withHandle(
                handle -> handle.createUpdate(DELETE_OLD).bind("before", before).execute());
    }

    private static Logged logged(ResultSet rs) throws SQLException {
        return new Logged(
                rs.getLong("id"),
                rs.getObject("dock_id", Long.class),
                rs.getString("name"),
                rs.getString("provider"),
                rs.getString("delivery_id"),
                rs.getString("event"),
                rs.getString("status"),
                rs.getString("reason"),
                rs.getObject("received_at", OffsetDateTime.class).toInstant(),
                instant(rs, "happened_at"),
                instant(rs, "processed_at"),
                rs.getObject("run", Long.class),
                rs.getLong("body_bytes"));
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
