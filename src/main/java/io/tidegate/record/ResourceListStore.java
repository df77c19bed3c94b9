package io.tidegate.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads {@code resources} for people and programs. */
public final class ResourceListStore {
    private static final String COLUMNS = """
            select r.id, r.dock_id, r.provider, r.resource_type, r.parent_key, r.provider_resource_id, r.name, r.status,
                   r.region, r.provisioning_source, r.first_seen_at, r.changed_at, r.missing_since, r.deleted_at,
                   r.attributes::text as attributes, case when :data then r.data::text end as data
            from resources r
            """;

    /** What begins with a prefix lies between it and itself with the last of all characters. */
    private static final String LIST = COLUMNS + """
            where (cast(:after as bigint) is null or r.id > :after)
                and (:deleted or r.deleted_at is null)
                and (cast(:dock as bigint) is null or r.dock_id = :dock)
                and (cast(:type as text) is null or r.resource_type = :type)
                and (cast(:provider as text) is null or r.provider = :provider)
                and (cast(:status as text) is null or r.status = :status)
                and (cast(:region as text) is null or r.region = :region)
                and (cast(:prefix as text) is null
                    or r.name collate "C" >= :prefix and r.name collate "C" <= :prefix || chr(1114111))
            order by r.id
            limit :most
            """;

    private static final String NEWEST =
            LIST.replace("r.id > :after", "r.id < :after").replace("order by r.id\n", "order by r.id desc\n");

    private static final String BY_ID = COLUMNS + "where r.id = :id";

    private static final String COUNTS = """
            select c.dock_id as id, c.resource_type, c.live
            from resource_counts c join docks d on d.id = c.dock_id
            where c.live > 0 and (cast(:dock as bigint) is null or c.dock_id = :dock)
                and (cast(:after as bigint) is null
                    or c.dock_id >= :after and (c.dock_id, c.resource_type) > (:after, :type))
            order by c.dock_id, c.resource_type
            limit :most
            """;

    /**
     * Which resources are wanted; null for all.
     *
     * @param dock only this dock's
     * @param provider only of this provider's docks
     * @param type only this resource type's
     * @param status only with this status
     * @param region only in this region
     * @param prefix only with a name that begins so
     */
    public record Filter(
            @Nullable Long dock,
            @Nullable String provider,
            @Nullable String type,
            @Nullable String status,
            @Nullable String region,
            @Nullable String prefix) {}

    /**
     * A resource as it was last seen.
     *
     * @param parent what it belongs to at the provider; '' for nothing
     * @param missingSince since when lists lack it; null when they do not
     * @param data the provider's own JSON; null when it was not asked for
     */
    public record Stored(
            long id,
            long dock,
            String provider,
            String type,
            String parent,
            String providerId,
            @Nullable String name,
            @Nullable String status,
            @Nullable String region,
            @Nullable String provisioningSource,
            Instant firstSeenAt,
            Instant changedAt,
            @Nullable Instant missingSince,
            @Nullable Instant deletedAt,
            JsonNode attributes,
            @Nullable JsonNode data) {}

    private final Jdbi jdbi;
    private final ObjectReader json;

    public ResourceListStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /**
     * What is wanted of them.
     *
     * @param deleted those too that are gone
     * @param data the provider's own JSON
     * @param newest the one first seen last first
     */
    public record Want(boolean deleted, boolean data, boolean newest) {}

    /**
     * Resources in the order in which they were first seen, or the other way round.
     *
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<Stored> page(Filter filter, Want want, @Nullable String after, int limit) {
        List<Stored> rows = jdbi.withHandle(handle -> handle.createQuery(want.newest() ? NEWEST : LIST)
                .bind("after", Page.number(after))
                .bind("deleted", want.deleted())
                .bind("data", want.data())
                .bind("dock", filter.dock())
                .bind("type", filter.type())
                .bind("provider", filter.provider())
                .bind("status", filter.status())
                .bind("region", filter.region())
                .bind("prefix", filter.prefix())
                .bind("most", limit + 1)
                .map((rs, context) -> stored(rs))
                .list());
        return Page.of(rows, limit, stored -> Long.toString(stored.id()));
    }

    /** One resource with all there is of it. */
    public Optional<Stored> find(long id) {
        return jdbi.withHandle(handle -> handle.createQuery(BY_ID)
                .bind("id", id)
                .bind("data", true)
                .map((rs, context) -> stored(rs))
                .findFirst());
    }

    /**
     * How many live resources each type of each dock has.
     *
     * @param dock only this dock's; null for all
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<ResourceCountStore.Live> counts(@Nullable Long dock, @Nullable String after, int limit) {
        int bar = after == null ? -1 : after.indexOf('_');
        String type = after == null ? "" : after.substring(bar + 1);
        List<ResourceCountStore.Live> rows = jdbi.withHandle(handle -> handle.createQuery(COUNTS)
                .bind("dock", dock)
                .bind("after", Page.number(after == null ? null : after.substring(0, Math.max(0, bar))))
                .bind("type", type)
                .bind("most", limit + 1)
                .map((rs, context) -> new ResourceCountStore.Live(
                        rs.getLong("id"), rs.getString("resource_type"), rs.getLong("live")))
                .list());
        return Page.of(rows, limit, count -> count.dock() + "_" + count.type());
    }

    private Stored stored(ResultSet rs) throws SQLException {
        String data = rs.getString("data");
        return new Stored(
                rs.getLong("id"),
                rs.getLong("dock_id"),
                rs.getString("provider"),
                rs.getString("resource_type"),
                rs.getString("parent_key"),
                rs.getString("provider_resource_id"),
                rs.getString("name"),
                rs.getString("status"),
                rs.getString("region"),
                rs.getString("provisioning_source"),
                rs.getObject("first_seen_at", OffsetDateTime.class).toInstant(),
                rs.getObject("changed_at", OffsetDateTime.class).toInstant(),
                instant(rs.getObject("missing_since", OffsetDateTime.class)),
                instant(rs.getObject("deleted_at", OffsetDateTime.class)),
                read(rs.getString("attributes")),
                data == null ? null : read(data));
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("resources holds a value that is no JSON", e);
        }
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
