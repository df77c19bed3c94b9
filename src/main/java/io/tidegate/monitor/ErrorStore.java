package io.tidegate.monitor;

import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads {@code sync_errors}; the monitoring route writes it. */
public final class ErrorStore {
    /** How many errors are shown unless more are asked for. */
    public static final int DEFAULT_LIMIT = 50;

    private static final String RECENT = """
            select e.id, e.dock_id, d.name, e.service, e.resource_type, e.error_type, e.message, e.retry_count,
                   e.created_at, e.next_retry_at, e.resolved_at
            from sync_errors e left join docks d on d.id = e.dock_id
            where (cast(:dock as bigint) is null or e.dock_id = :dock)
                and (:resolved or e.resolved_at is null)
                and (cast(:before as bigint) is null or e.id < :before)
            order by e.id desc
            limit :most
            """;

    /**
     * An error that is open, or was.
     *
     * @param dockName null when the dock was removed since
     * @param type the resource type; '' when it is about all of them
     * @param errorType such as HTTP_500
     * @param repeats how often it came again
     */
    public record SyncError(
            long id,
            long dock,
            @Nullable String dockName,
            String provider,
            String type,
            String errorType,
            String message,
            int repeats,
            Instant createdAt,
            @Nullable Instant nextRetryAt,
            @Nullable Instant resolvedAt) {}

    private final Jdbi jdbi;

    public ErrorStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Errors, newest first.
     *
     * @param dock only this dock's; null for all
     * @param resolved whether errors are wanted that are over
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<SyncError> recent(@Nullable Long dock, boolean resolved, @Nullable String after, int limit) {
        List<SyncError> rows = jdbi.withHandle(handle -> handle.createQuery(RECENT)
                .bind("dock", dock)
                .bind("resolved", resolved)
                .bind("before", Page.number(after))
                .bind("most", limit + 1)
                .map((rs, context) -> error(rs))
                .list());
        return Page.of(rows, limit, error -> Long.toString(error.id()));
    }

    private static SyncError error(ResultSet rs) throws SQLException {
        return new SyncError(
                rs.getLong("id"),
                rs.getLong("dock_id"),
                rs.getString("name"),
                rs.getString("service"),
                rs.getString("resource_type"),
                rs.getString("error_type"),
                rs.getString("message"),
                rs.getInt("retry_count"),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(rs.getObject("next_retry_at", OffsetDateTime.class)),
                instant(rs.getObject("resolved_at", OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
