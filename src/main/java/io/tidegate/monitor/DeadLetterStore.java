package io.tidegate.monitor;

import io.tidegate.page.Page;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code dead_letters}; the flow writes it, people resolve what stands in it. */
public final class DeadLetterStore {
    private static final String LETTERS = """
            select l.id, l.dock_id, d.name, d.provider, l.job_id, l.job_type, l.resource_types, l.request, l.status, l.error_code,
                   l.error, l.attempts, l.created_at, l.resolved_at, l.resolution
            from dead_letters l left join docks d on d.id = l.dock_id
            """;

    private static final String RECENT = LETTERS + """
            where (cast(:dock as bigint) is null or l.dock_id = :dock)
                and (cast(:provider as text) is null or d.provider = :provider)
                and (cast(:since as timestamptz) is null or l.created_at >= :since)
                and (cast(:until as timestamptz) is null or l.created_at < :until)
                and (cast(:before as bigint) is null or l.id < :before)
                and (:resolved or l.resolved_at is null)
            order by l.id desc
            limit :most
            """;

    private static final String OLDEST =
            RECENT.replace("l.id < :before", "l.id > :before").replace("order by l.id desc", "order by l.id");

    private static final String BY_ID = LETTERS + "where l.id = any(:ids) order by l.id";

    private static final String OPEN = LETTERS + "where l.resolved_at is null order by l.id";

    private static final String RESOLVE = """
            update dead_letters set resolution = :resolution, resolved_at = :now where id = :id and resolved_at is null
            """;

    private static final String DELETE_RESOLVED = "delete from dead_letters where resolved_at < :before";

    /** What a person decided about a letter. */
    public enum Resolution {
        /** Its dock was queued again. */
        REPLAYED,
        /** Nothing more is to be done about it. */
        DISCARDED
    }

    /**
     * What could not be done.
     *
     * @param dock its name; null when it was removed since
     * @param provider null when the dock was removed since
     * @param jobType why the job had been queued: scheduled, manual or webhook
     * @param resourceTypes what the job was to list; null for all
     * @param request method and path; null when none was sent
     * @param status the provider's answer; null when there was none
     * @param attempts how often the job had run
     * @param resolution replayed or discarded; null while it is open
     */
    public record Letter(
            long id,
            long dockId,
            @Nullable String dock,
            @Nullable String provider,
            long jobId,
            @Nullable String jobType,
            @Nullable List<String> resourceTypes,
            @Nullable String request,
            @Nullable Integer status,
            String errorCode,
            String error,
            int attempts,
            Instant createdAt,
            @Nullable Instant resolvedAt,
            @Nullable String resolution) {}

    /**
     * Which letters are wanted; null for all.
     *
     * @param resolved whether those are wanted too that someone replayed or discarded
     * @param since those that were written from this instant on
     * @param until those that were written before this instant
     */
    public record Filter(
            @Nullable Long dock,
            @Nullable String provider,
            boolean resolved,
            @Nullable Instant since,
            @Nullable Instant until) {}

    private final Jdbi jdbi;

    public DeadLetterStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Dead letters, newest first.
     *
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<Letter> recent(Filter filter, @Nullable String after, int limit) {
        return page(RECENT, filter, after, limit);
    }

    /** The same, oldest first. */
    public Page<Letter> oldest(Filter filter, @Nullable String after, int limit) {
        return page(OLDEST, filter, after, limit);
    }

    private Page<Letter> page(String query, Filter filter, @Nullable String after, int limit) {
        List<Letter> rows = jdbi.withHandle(handle -> handle.createQuery(query)
                .bind("dock", filter.dock())
                .bind("provider", filter.provider())
                .bind("since", filter.since())
                .bind("until", filter.until())
                .bind("before", Page.number(after))
                .bind("resolved", filter.resolved())
                .bind("most", limit + 1)
                .map((rs, context) -> letter(rs))
                .list());
        return Page.of(rows, limit, letter -> Long.toString(letter.id()));
    }

    /** The letters of those numbers that there are. */
    public List<Letter> find(Collection<Long> ids) {
        return jdbi.withHandle(handle -> handle.createQuery(BY_ID)
                .bindArray("ids", Long.class, ids)
                .map((rs, context) -> letter(rs))
                .list());
    }

    /** All letters about which nobody has decided, oldest first. */
    public List<Letter> open() {
        return jdbi.withHandle(handle ->
                handle.createQuery(OPEN).map((rs, context) -> letter(rs)).list());
    }

    /**
     * Notes what was decided about a letter.
     *
     * @return false when it was decided before, or there is no such letter
     */
    public boolean resolve(long id, Resolution resolution, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(RESOLVE)
                        .bind("id", id)
                        .bind("resolution", resolution.name().toLowerCase(Locale.ROOT))
                        .bind("now", now)
                        .execute())
                == 1;
    }

    /** Forgets letters that were resolved before an instant. */
    public int deleteResolved(Instant before) {
        return jdbi.withHandle(handle ->
                handle.createUpdate(DELETE_RESOLVED).bind("before", before).execute());
    }

    private static Letter letter(ResultSet rs) throws SQLException {
        Array types = rs.getArray("resource_types");
        OffsetDateTime resolved = rs.getObject("resolved_at", OffsetDateTime.class);
        return new Letter(
                rs.getLong("id"),
                rs.getLong("dock_id"),
                rs.getString("name"),
                rs.getString("provider"),
                rs.getLong("job_id"),
                rs.getString("job_type"),
                types == null ? null : List.of((String[]) types.getArray()),
                rs.getString("request"),
                rs.getObject("status", Integer.class),
                rs.getString("error_code"),
                rs.getString("error"),
                rs.getInt("attempts"),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                resolved == null ? null : resolved.toInstant(),
                rs.getString("resolution"));
    }
}
