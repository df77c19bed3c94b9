package io.tidegate.monitor;

import io.tidegate.page.MomentKey;
import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads {@code sync_events}; the claim opens its rows and the finish closes them. */
public final class EventStore {
    /** How many events are shown unless more are asked for. */
    public static final int DEFAULT_LIMIT = 20;

    /** For how many days events are kept, each until the end of its day. */
    public static final int KEPT_DAYS = 30;

    private static final String RECENT = """
            select e.id, e.org_id, e.dock_id, d.name, e.service, e.sync_type, e.trigger, e.status, e.started_at,
                   e.completed_at, e.duration_ms, e.items_processed, e.items_changed, e.items_deleted, e.requests,
                   e.error_code, e.error_message, e.node, e.sync_token_before, e.sync_token_after
            from sync_events e left join docks d on d.id = e.dock_id
            where (cast(:dock as bigint) is null or e.dock_id = :dock)
                and (cast(:provider as text) is null or e.service = :provider)
                and (cast(:status as text) is null or e.status = :status)
                and (cast(:syncType as text) is null or e.sync_type = :syncType)
                and (cast(:trigger as text) is null or e.trigger = :trigger)
                and (cast(:since as timestamptz) is null or e.started_at >= :since)
                and (cast(:until as timestamptz) is null or e.started_at < :until)
                and (cast(:at as timestamptz) is null
                    or e.started_at <= :at and (e.started_at, e.id) < (:at, cast(:id as bigint)))
            order by e.started_at desc, e.id desc
            limit :most
            """;

    private static final String OLDEST = RECENT.replace("<= :at", ">= :at")
            .replace("e.id) < (:at", "e.id) > (:at")
            .replace("e.started_at desc, e.id desc", "e.started_at, e.id");

    private static final String BY_ID = """
            select e.id, e.org_id, e.dock_id, d.name, e.service, e.sync_type, e.trigger, e.status, e.started_at,
                   e.completed_at, e.duration_ms, e.items_processed, e.items_changed, e.items_deleted, e.requests,
                   e.error_code, e.error_message, e.node, e.sync_token_before, e.sync_token_after
            from sync_events e left join docks d on d.id = e.dock_id
            where e.id = :id and (cast(:dock as bigint) is null or e.dock_id = :dock)
            """;

    /**
     * Which events are wanted.
     *
     * @param dock only this dock's; null for all
     * @param provider only docks of this provider; null for all
     * @param status started, success, partial or failed; null for all
     * @param syncType full, incremental or webhook; null for all
     * @param trigger scheduled, manual, webhook or retry; null for all
     * @param since those that began from this instant on; null for all
     * @param until those that began before this instant; null for all
     */
    public record Filter(
            @Nullable Long dock,
            @Nullable String provider,
            @Nullable String status,
            @Nullable String syncType,
            @Nullable String trigger,
            @Nullable Instant since,
            @Nullable Instant until) {
        public static final Filter ALL = new Filter(null, null, null, null, null, null, null);
    }

    /** From when on all events are on record, were they written. */
    public static Instant keptFrom(Instant now) {
        return now.truncatedTo(ChronoUnit.DAYS).minus(KEPT_DAYS, ChronoUnit.DAYS);
    }

    private final Jdbi jdbi;

    public EventStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Events, newest first.
     *
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<SyncEvent> recent(Filter filter, @Nullable String after, int limit) {
        return page(RECENT, filter, after, limit);
    }

    /** The same, oldest first. */
    public Page<SyncEvent> oldest(Filter filter, @Nullable String after, int limit) {
        return page(OLDEST, filter, after, limit);
    }

    private Page<SyncEvent> page(String query, Filter filter, @Nullable String after, int limit) {
        MomentKey key = MomentKey.of(after);
        List<SyncEvent> rows = jdbi.withHandle(handle -> handle.createQuery(query)
                .bind("dock", filter.dock())
                .bind("provider", filter.provider())
                .bind("status", filter.status())
                .bind("syncType", filter.syncType())
                .bind("trigger", filter.trigger())
                .bind("since", filter.since())
                .bind("until", filter.until())
                .bind("at", key.at())
                .bind("id", key.id())
                .bind("most", limit + 1)
                .map((rs, context) -> event(rs))
                .list());
        return Page.of(rows, limit, event -> MomentKey.text(event.time().startedAt(), event.id()));
    }

    /** One event, of a dock or of any. */
    public Optional<SyncEvent> find(@Nullable Long dock, long id) {
        return jdbi.withHandle(handle -> handle.createQuery(BY_ID)
                .bind("dock", dock)
                .bind("id", id)
                .map((rs, context) -> event(rs))
                .findFirst());
    }

    private static SyncEvent event(ResultSet rs) throws SQLException {
        OffsetDateTime completed = rs.getObject("completed_at", OffsetDateTime.class);
        return new SyncEvent(
                rs.getLong("id"),
                new SyncEvent.Account(
                        rs.getLong("org_id"), rs.getLong("dock_id"), rs.getString("name"), rs.getString("service")),
                rs.getString("sync_type"),
                rs.getString("trigger"),
                rs.getString("status"),
                new SyncEvent.Time(
                        rs.getObject("started_at", OffsetDateTime.class).toInstant(),
                        completed == null ? null : completed.toInstant(),
                        rs.getObject("duration_ms", Long.class)),
                new SyncEvent.Items(
                        rs.getLong("items_processed"),
                        rs.getLong("items_changed"),
                        rs.getLong("items_deleted"),
                        rs.getLong("requests")),
                rs.getString("error_code"),
                rs.getString("error_message"),
                rs.getString("node"),
                new SyncEvent.Tokens(rs.getString("sync_token_before"), rs.getString("sync_token_after")));
    }
}
