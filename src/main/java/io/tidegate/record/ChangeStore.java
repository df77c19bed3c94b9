package io.tidegate.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads {@code resource_changes}; the page's own statement writes it. */
public final class ChangeStore {
    private static final String RECENT = """
            select c.id, c.dock_id, c.resource_id, r.resource_type, r.provider_resource_id, r.name, c.run, c.at, c.kind,
                   c.field, c.old::text as old, c.new::text as new
            from resource_changes c join resources r on r.id = c.resource_id
            where (cast(:dock as bigint) is null or c.dock_id = :dock)
                and (cast(:resource as bigint) is null or c.resource_id = :resource)
                and (cast(:type as text) is null or r.resource_type = :type)
                and (cast(:kind as text) is null or c.kind = :kind)
                and (cast(:before as bigint) is null or c.id < :before)
            order by c.id desc
            limit :most
            """;

    /**
     * Which changes are wanted; null for all.
     *
     * @param dock only this dock's
     * @param resource only this resource's, by the number of its row
     * @param type only this resource type's
     * @param kind created, changed, deleted or returned
     */
    public record Filter(
            @Nullable Long dock,
            @Nullable Long resource,
            @Nullable String type,
            @Nullable String kind) {
        public static final Filter ALL = new Filter(null, null, null, null);
    }

    private final Jdbi jdbi;
    private final ObjectMapper json;

    public ChangeStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /**
     * Changes, newest first.
     *
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<ResourceChange> recent(Filter filter, @Nullable String after, int limit) {
        List<ResourceChange> rows = jdbi.withHandle(handle -> handle.createQuery(RECENT)
                .bind("dock", filter.dock())
                .bind("resource", filter.resource())
                .bind("type", filter.type())
                .bind("kind", filter.kind())
                .bind("before", Page.number(after))
                .bind("most", limit + 1)
                .map((rs, context) -> change(rs))
                .list());
        return Page.of(rows, limit, change -> Long.toString(change.id()));
    }

    private ResourceChange change(ResultSet rs) throws SQLException {
        return new ResourceChange(
                rs.getLong("id"),
                new ResourceChange.Subject(
                        rs.getLong("dock_id"),
                        rs.getLong("resource_id"),
                        rs.getString("resource_type"),
                        rs.getString("provider_resource_id"),
                        rs.getString("name")),
                rs.getLong("run"),
                rs.getObject("at", OffsetDateTime.class).toInstant(),
                rs.getString("kind"),
                rs.getString("field"),
                read(rs.getString("old")),
                read(rs.getString("new")));
    }

    private @Nullable JsonNode read(@Nullable String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("resource_changes holds a value that is no JSON", e);
        }
    }
}
