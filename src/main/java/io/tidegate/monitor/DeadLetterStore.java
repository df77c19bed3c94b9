package io.tidegate.monitor;

import io.tidegate.page.Page;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads {@code dead_letters}; the dead-letter route writes it. */
public final class DeadLetterStore {
    private static final String RECENT = """
            select l.id, l.dock_id, d.name, l.job_id, l.request, l.error_code, l.error, l.attempts, l.created_at
            from dead_letters l left join docks d on d.id = l.dock_id
            where (cast(:dock as bigint) is null or l.dock_id = :dock)
                and (cast(:before as bigint) is null or l.id < :before)
            order by l.id desc
            limit :most
            """;

    /**
     * What could not be done.
     *
     * @param dockName null when the dock was removed since
     * @param request method and path; null when none was sent
     */
    public record Letter(
            long id,
            long dock,
            @Nullable String dockName,
            long job,
            @Nullable String request,
            String errorCode,
            String error,
            int attempts,
            Instant createdAt) {}

    private final Jdbi jdbi;

    public DeadLetterStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Dead letters, newest first.
     *
     * @param dock only this dock's; null for all
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<Letter> recent(@Nullable Long dock, @Nullable String after, int limit) {
        List<Letter> rows = jdbi.withHandle(handle -> handle.createQuery(RECENT)
                .bind("dock", dock)
                .bind("before", Page.number(after))
                .bind("most", limit + 1)
                .map((rs, context) -> new Letter(
                        rs.getLong("id"),
                        rs.getLong("dock_id"),
                        rs.getString("name"),
                        rs.getLong("job_id"),
                        rs.getString("request"),
                        rs.getString("error_code"),
                        rs.getString("error"),
                        rs.getInt("attempts"),
                        rs.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list());
        return Page.of(rows, limit, letter -> Long.toString(letter.id()));
    }
}
