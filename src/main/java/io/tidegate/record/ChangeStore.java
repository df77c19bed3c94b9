package io.tidegate.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tidegate.page.MomentKey;
import io.tidegate.page.Page;
import io.tidegate.record.ResourceStore.ListKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;

/** Reads {@code resource_changes}; the page's own statement writes it. */
public final class ChangeStore {
    private static final String RECENT = """
            select c.id, c.dock_id, d.name as dock_name, c.resource_id, r.resource_type, r.provider_resource_id, r.name,
                   c.run, c.at, c.kind, c.field, c.old::text as old, c.new::text as new
            from resource_changes c join resources r on r.id = c.resource_id left join docks d on d.id = c.dock_id
            where (cast(:dock as bigint) is null or c.dock_id = :dock)
                and (cast(:resource as bigint) is null or c.resource_id = :resource)
                and (cast(:provider as text) is null or r.provider = :provider)
                and (cast(:type as text) is null or r.resource_type = :type)
                and (cast(:run as bigint) is null or c.run = :run)
                and (cast(:kind as text) is null or c.kind = :kind)
                and (cast(:field as text) is null or c.field = :field or starts_with(c.field, cast(:field as text) || '/'))
                and (cast(:since as timestamptz) is null or c.at >= :since)
                and (cast(:until as timestamptz) is null or c.at < :until)
                and (cast(:at as timestamptz) is null
                    or c.at <= :at and (c.at, c.id) < (:at, cast(:id as bigint)))
            order by c.at desc, c.id desc
            limit :most
            """;

    private static final String OLDEST = RECENT.replace("<= :at", ">= :at")
            .replace("c.id) < (:at", "c.id) > (:at")
            .replace("c.at desc, c.id desc", "c.at, c.id");

    /** One look-up for each id, whatever the planner thinks of a table that has just grown. */
    private static final String OF_RECORDS = """
            select c.id, c.field, c.old::text as old, c.new::text as new
            from unnest(:ids) as ids(id), lateral (
                select r.id from resources r
                where r.dock_id = :dock and r.resource_type = :type and r.parent_key = :parent
                    and r.provider_resource_id = ids.id
                limit 1) as record, lateral (
                select * from resource_changes h where h.resource_id = record.id and h.kind = 'changed'
                offset 0) as c
            """;

    private static final String KINDS = """
            select kind, count(*) as changes from resource_changes
            where dock_id = :dock and run = :run and at >= :since and at < :until
            group by kind order by kind
            """;

    /** Rows that are read at a time. */
    private static final int FETCHED = 500;

    /** A change whose values are to be shown otherwise. */
    public record Redaction(
            long id, @Nullable JsonNode oldValue, @Nullable JsonNode newValue) {}

    /**
     * Which changes are wanted; null for all.
     *
     * @param dock only this dock's
     * @param resource only this resource's, by the number of its row
     * @param provider only this provider's
     * @param type only this resource type's
     * @param run only what this run found
     * @param kind created, changed, deleted or returned
     * @param field only of this field and what is inside it, as a JSON pointer
     * @param since from this instant on
     * @param until before this instant
     */
    public record Filter(
            @Nullable Long dock,
            @Nullable Long resource,
            @Nullable String provider,
            @Nullable String type,
            @Nullable Long run,
            @Nullable String kind,
            @Nullable String field,
            @Nullable Instant since,
            @Nullable Instant until) {
        public static final Filter ALL = new Filter(null, null, null, null, null, null, null, null, null);

        /** All that a run of a dock found, between two instants. */
        public static Filter of(long run, long dock, Instant since, Instant until) {
            return new Filter(dock, null, null, null, run, null, null, since, until);
        }
    }

    private final Jdbi jdbi;
    private final ObjectReader json;

    public ChangeStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /**
     * Changes, newest first.
     *
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<ResourceChange> recent(Filter filter, @Nullable String after, int limit) {
        return page(RECENT, filter, after, limit);
    }

    /** The same, oldest first. */
    public Page<ResourceChange> oldest(Filter filter, @Nullable String after, int limit) {
        return page(OLDEST, filter, after, limit);
    }

    private Page<ResourceChange> page(String query, Filter filter, @Nullable String after, int limit) {
        MomentKey key = MomentKey.of(after);
        List<ResourceChange> rows = jdbi.withHandle(handle -> handle.createQuery(query)
                .bind("dock", filter.dock())
                .bind("resource", filter.resource())
                .bind("provider", filter.provider())
                .bind("type", filter.type())
                .bind("run", filter.run())
                .bind("kind", filter.kind())
                .bind("field", filter.field())
                .bind("since", filter.since())
                .bind("until", filter.until())
                .bind("at", key.at())
                .bind("id", key.id())
                .bind("most", limit + 1)
                .map((rs, context) -> change(rs))
                .list());
        return Page.of(rows, limit, change -> MomentKey.text(change.at(), change.id()));
    }

    /** How many changes of each kind a run of a dock found, between two instants. */
    public Map<String, Long> kinds(long run, long dock, Instant since, Instant until) {
        return jdbi.withHandle(handle -> handle.createQuery(KINDS)
                .bind("run", run)
                .bind("dock", dock)
                .bind("since", since)
                .bind("until", until)
                .setMapKeyColumn("kind")
                .setMapValueColumn("changes")
                .collectInto(new GenericType<Map<String, Long>>() {}));
    }

    /** The changes of records whose values a declaration hides by now, with what may be shown in their place. */
    public List<Redaction> exposed(ListKey list, Collection<String> ids, RecordReader reader) {
        List<Redaction> exposed = new ArrayList<>();
        if (ids.isEmpty()) {
            return exposed;
        }
        jdbi.useTransaction(handle -> handle.createQuery(OF_RECORDS)
                .setFetchSize(FETCHED)
                .bind("dock", list.dock())
                .bind("type", list.type())
                .bind("parent", list.parentKey())
                .bindArray("ids", String.class, ids)
                .map((rs, context) -> redaction(rs, reader))
                .filter(Optional::isPresent)
                .forEach(redaction -> exposed.add(redaction.get())));
        return exposed;
    }

    private Optional<Redaction> redaction(ResultSet rs, RecordReader reader) throws SQLException {
        String field = rs.getString("field");
        JsonNode before = read(rs.getString("old"));
        JsonNode after = read(rs.getString("new"));
        Redaction shown = new Redaction(rs.getLong("id"), reader.redact(field, before), reader.redact(field, after));
        return Objects.equals(before, shown.oldValue()) && Objects.equals(after, shown.newValue())
                ? Optional.empty()
                : Optional.of(shown);
    }

    private ResourceChange change(ResultSet rs) throws SQLException {
        return new ResourceChange(
                rs.getLong("id"),
                new ResourceChange.Subject(
                        rs.getLong("dock_id"),
                        rs.getString("dock_name"),
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
