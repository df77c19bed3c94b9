package io.tidegate.federation.side;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads {@code local_records}: records with a local side that are no players. */
public final class LocalRecordStore {
    private static final String COLUMNS = """
            select r.id, r.kind, r.fields::text as fields, r.external_ids::text as external_ids, r.is_active,
                   r.last_synced_at, r.last_synced_data::text as bases, r.version, r.created_at, r.updated_at,
                   coalesce(nullif(r.fields ->> 'name', ''),
                       nullif(concat_ws(' ', r.fields ->> 'firstName', r.fields ->> 'lastName'), ''),
                       r.fields ->> 'email') as name, told.problem
            from local_records r left join lateral (
                select l.problem from record_links l
                where l.kind = r.kind and l.local_id = r.id and l.problem is not null
                order by l.resource_id
                limit 1) as told on true
            """;

    private static final String LIST = COLUMNS + """
            where (cast(:after as bigint) is null or r.id > :after)
                and (cast(:kind as text) is null or r.kind = :kind)
                and (cast(:q as text) is null or exists (
                    select from jsonb_each_text(r.fields) f where position(lower(:q) in lower(f.value)) > 0))
                and (cast(:active as boolean) is null or r.is_active = :active)
                and (not :problem or told.problem is not null)
            order by r.id
            limit :most
            """;

    private static final String FIND = COLUMNS + "where r.id = :id";

    /**
     * Which records are wanted; null for all.
     *
     * @param words in any field, in any case
     * @param problem only those whose record at the provider cannot be taken over
     */
    public record Filter(
            @Nullable String kind,
            @Nullable String words,
            @Nullable Boolean active,
            boolean problem) {}

    /**
     * A record with a local side.
     *
     * @param kind as its provider's declaration names it
     * @param name from its fields; null when they hold none
     * @param fields text by name
     * @param externalIds id by source
     * @param problem why what the other side says of it now cannot be taken over; null where it can
     * @param version for If-Match; one more with each change
     */
    public record LocalRecord(
            long id,
            String kind,
            @Nullable String name,
            Map<String, @Nullable String> fields,
            Map<String, @Nullable String> externalIds,
            boolean active,
            @Nullable String problem,
            @Nullable Instant lastSyncedAt,
            long version,
            Instant createdAt,
            Instant updatedAt) {}

    /**
     * A record with what was synced last.
     *
     * @param bases by source and field
     */
    public record Based(LocalRecord record, Map<String, Map<String, @Nullable String>> bases) {}

    private final Jdbi jdbi;
    private final ObjectMapper json;

    public LocalRecordStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /**
     * Records in the order of their numbers.
     *
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<LocalRecord> page(Filter filter, @Nullable String after, int limit) {
        List<LocalRecord> rows = jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("after", Page.number(after))
                .bind("kind", filter.kind())
                .bind("q", filter.words())
                .bind("active", filter.active())
                .bind("problem", filter.problem())
                .bind("most", limit + 1)
                .map((rs, context) -> read(rs))
                .list());
        return Page.of(rows, limit, record -> Long.toString(record.id()));
    }

    /** A record of the organization. */
    public Optional<Based> find(long id) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("id", id)
                .map((rs, context) -> new Based(read(rs), Texts.bases(json, rs.getString("bases"))))
                .findOne());
    }

    private LocalRecord read(ResultSet rs) throws SQLException {
        return new LocalRecord(
                rs.getLong("id"),
                rs.getString("kind"),
                rs.getString("name"),
                Texts.fields(json, rs.getString("fields")),
                Texts.fields(json, rs.getString("external_ids")),
                rs.getBoolean("is_active"),
                rs.getString("problem"),
                PlayerStore.instant(rs, "last_synced_at"),
                rs.getLong("version"),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                rs.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
