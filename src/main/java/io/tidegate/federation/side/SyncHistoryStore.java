package io.tidegate.federation.side;

import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads {@code sync_history}, and what of its runs could not be taken over. */
public final class SyncHistoryStore {
    private static final String COLUMNS = """
            select h.id, h.dock_id, d.name as dock, k.federation_code as connector, s.run, h.type, h.status, h.started_at,
                   h.ended_at, h.processed, h.created, h.updated, h.deactivated, h.conflicts_detected,
                   h.conflicts_resolved, h.errors, h.error
            from sync_history h join import_sessions s on s.id = h.session_id left join docks d on d.id = h.dock_id
                left join connectors k on k.id = h.connector_id
            """;

    private static final String LIST = COLUMNS + """
            where (cast(:before as bigint) is null or h.id < :before)
                and (cast(:dock as bigint) is null or h.dock_id = :dock)
                and (cast(:connector as text) is null or k.federation_code = :connector)
                and (cast(:type as text) is null or h.type = :type)
                and (cast(:status as text) is null or h.status = :status)
                and (cast(:since as timestamptz) is null or h.started_at >= :since)
                and (cast(:until as timestamptz) is null or h.started_at < :until)
            order by h.id desc
            limit :most
            """;

    private static final String FIND = COLUMNS + "where h.id = :id";

    private static final String ERRORS = """
            select id, history_id, resource_id, record, field, message, at from import_errors
            where history_id = :history and (cast(:after as bigint) is null or id > :after)
            order by id
            limit :most
            """;

    private static final String PROBLEMS = """
            select l.resource_id, l.dock_id, d.name as dock, l.resource_type, r.provider_resource_id, r.name, l.kind,
                   l.local_id, l.problem, r.changed_at
            from record_links l join resources r on r.id = l.resource_id left join docks d on d.id = l.dock_id
            where l.problem is not null
                and (cast(:after as bigint) is null or l.resource_id > :after)
                and (cast(:dock as bigint) is null or l.dock_id = :dock)
                and (cast(:kind as text) is null or l.kind = :kind)
            order by l.resource_id
            limit :most
            """;

    public static final List<String> TYPES = List.of("scheduled", "manual", "webhook");
    public static final List<String> STATES = List.of("running", "success", "partial", "failed");

    /**
     * Which runs are wanted; null for all.
     *
     * @param connector by its code
     * @param since begun from this instant on
     */
    public record Filter(
            @Nullable Long dock,
            @Nullable String connector,
            @Nullable String type,
            @Nullable String status,
            @Nullable Instant since,
            @Nullable Instant until) {}

    /**
     * A run of a dock whose records are edited on both sides, and what it came to.
     *
     * @param dock its name; null when it was removed since
     * @param connector its code; null for a dock of no connector
     * @param run the number of its event
     * @param processed records the provider told of
     * @param errors records that could not be taken over
     * @param error of the run as a whole
     */
    public record SyncHistory(
            long id,
            long dockId,
            @Nullable String dock,
            @Nullable String connector,
            long run,
            String type,
            String status,
            Instant startedAt,
            @Nullable Instant endedAt,
            int processed,
            int created,
            int updated,
            int deactivated,
            int conflictsDetected,
            int conflictsResolved,
            int errors,
            @Nullable String error) {}

    /**
     * A record that a run could not take over.
     *
     * @param resourceId its number among resources
     * @param record its id at the provider
     */
    public record ImportError(
            long id,
            long history,
            long resourceId,
            String record,
            @Nullable String field,
            String message,
            Instant at) {}

    /**
     * A record that cannot be taken over as it stands at the provider.
     *
     * @param resourceId its number among resources
     * @param dock its name; null when it was removed since
     * @param record its id at the provider
     * @param kind player, or the kind of a local record
     * @param recordId the player or local record that it belongs to; null when it became none yet
     * @param changedAt when the provider changed it last
     */
    public record ImportProblem(
            long resourceId,
            long dockId,
            @Nullable String dock,
            String resourceType,
            String record,
            @Nullable String name,
            String kind,
            @Nullable Long recordId,
            String problem,
            Instant changedAt) {}

    private final Jdbi jdbi;

    public SyncHistoryStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Runs, newest first.
     *
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<SyncHistory> page(Filter filter, @Nullable String after, int limit) {
        List<SyncHistory> rows = jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("before", Page.number(after))
                .bind("dock", filter.dock())
                .bind("connector", filter.connector())
                .bind("type", filter.type())
                .bind("status", filter.status())
                .bind("since", filter.since())
                .bind("until", filter.until())
                .bind("most", limit + 1)
                .map((rs, context) -> history(rs))
                .list());
        return Page.of(rows, limit, history -> Long.toString(history.id()));
    }

    public Optional<SyncHistory> find(long id) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("id", id)
                .map((rs, context) -> history(rs))
                .findOne());
    }

    /**
     * What a run could not take over, in the order in which it was met.
     *
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<ImportError> errors(long history, @Nullable String after, int limit) {
        List<ImportError> rows = jdbi.withHandle(handle -> handle.createQuery(ERRORS)
                .bind("history", history)
                .bind("after", Page.number(after))
                .bind("most", limit + 1)
                .map((rs, context) -> new ImportError(
                        rs.getLong("id"),
                        rs.getLong("history_id"),
                        rs.getLong("resource_id"),
                        rs.getString("record"),
                        rs.getString("field"),
                        rs.getString("message"),
                        rs.getObject("at", OffsetDateTime.class).toInstant()))
                .list());
        return Page.of(rows, limit, error -> Long.toString(error.id()));
    }

    /**
     * What cannot be taken over as it stands.
     *
     * @param dock only this dock's; null for all
     * @param kind only of this kind; null for all
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<ImportProblem> problems(@Nullable Long dock, @Nullable String kind, @Nullable String after, int limit) {
        List<ImportProblem> rows = jdbi.withHandle(handle -> handle.createQuery(PROBLEMS)
                .bind("after", Page.number(after))
                .bind("dock", dock)
                .bind("kind", kind)
                .bind("most", limit + 1)
                .map((rs, context) -> new ImportProblem(
                        rs.getLong("resource_id"),
                        rs.getLong("dock_id"),
                        rs.getString("dock"),
                        rs.getString("resource_type"),
                        rs.getString("provider_resource_id"),
                        rs.getString("name"),
                        rs.getString("kind"),
                        rs.getObject("local_id", Long.class),
                        rs.getString("problem"),
                        rs.getObject("changed_at", OffsetDateTime.class).toInstant()))
                .list());
        return Page.of(rows, limit, problem -> Long.toString(problem.resourceId()));
    }

    private static SyncHistory history(ResultSet rs) throws SQLException {
        return new SyncHistory(
                rs.getLong("id"),
                rs.getLong("dock_id"),
                rs.getString("dock"),
                rs.getString("connector"),
                rs.getLong("run"),
                rs.getString("type"),
                rs.getString("status"),
                rs.getObject("started_at", OffsetDateTime.class).toInstant(),
                PlayerStore.instant(rs, "ended_at"),
                rs.getInt("processed"),
                rs.getInt("created"),
                rs.getInt("updated"),
                rs.getInt("deactivated"),
                rs.getInt("conflicts_detected"),
                rs.getInt("conflicts_resolved"),
                rs.getInt("errors"),
                rs.getString("error"));
    }
}
