package io.tidegate.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;

/** What change detection asks of {@code resources}; the flow's own SQL files write it. */
public final class ResourceStore {
    /** One look-up for each id, whatever the planner thinks of a table that has just grown. */
    private static final String KNOWN = """
            select r.* from unnest(:ids) as ids(id), lateral (
                select provider_resource_id as id, fingerprint, deleted_at is not null as deleted,
                       missing_listings > 0 as missing
                from resources
                where dock_id = :dock and resource_type = :type and parent_key = :parent
                    and provider_resource_id = ids.id
                limit 1) as r
            """;

    private static final String DATA = """
            select r.* from unnest(:ids) as ids(id), lateral (
                select provider_resource_id as id, data::text as data
                from resources
                where dock_id = :dock and resource_type = :type and parent_key = :parent
                    and provider_resource_id = ids.id
                limit 1) as r
            """;

    /** Of a record that has a parent itself. */
    private static final String DOCUMENT = """
            select data::text as data from resources
            where dock_id = :dock and resource_type = :type and provider_resource_id = :id and deleted_at is null
            order by parent_key limit 1
            """;

    private static final String PARENTS = """
            select r.provider_resource_id from resources r
            where r.dock_id = :dock and r.resource_type = :type and r.deleted_at is null
                and r.missing_listings = 0
            order by r.provider_resource_id
            """;

    /** By an event, or by a listing that began later and came to its end. */
    private static final String TOLD_SINCE = """
            select exists (select from resources r
                    where r.dock_id = :dock and r.resource_type = :type and r.parent_key = :parent
                        and r.provider_resource_id = :id and r.as_of > :since)
                or exists (select from sync_positions s
                    where s.dock_id = :dock and s.resource_type = :type and s.parent_key = :parent
                        and s.cursor is null and s.completed_at >= s.started_at and s.started_at > :since)
            """;

    private static final String ABSENT = """
            with seen as materialized (
                select distinct unnest(ids) as id from sync_pages
                where dock_id = :dock and resource_type = :type and parent_key = :parent and page <= :pages
            ), live as materialized (
                select r.missing_listings, r.missing_since, s.id is null as absent
                from resources r left join seen s on s.id = r.provider_resource_id
                where r.dock_id = :dock and r.resource_type = :type and r.parent_key = :parent
                    and r.deleted_at is null and r.provisioning_source is null
            ), in_type as materialized (
                -- of all lists of the type: asked for only when this list lacked something
                select count(*) as live,
                       count(*) filter (where r.parent_key <> :parent and r.missing_listings > 0) as missing_elsewhere
                from resources r
                where r.dock_id = :dock and r.resource_type = :type and r.deleted_at is null
                    and r.provisioning_source is null
            ), gone as materialized (
                -- by this run; what went with its parent has no position any more
                select count(*) as deleted
                from resource_changes c
                join resources r on r.id = c.resource_id and r.resource_type = :type
                join sync_positions p
                    on p.dock_id = r.dock_id and p.resource_type = r.resource_type and p.parent_key = r.parent_key
                where c.run = :run and c.kind = 'deleted' and c.dock_id = :dock
            )
            select count(*) as live,
                   case when bool_or(absent) then (select live from in_type) else count(*) end as type_live,
                   case when bool_or(absent) then (select missing_elsewhere from in_type) else 0 end as type_missing,
                   case when bool_or(absent) then (select deleted from gone) else 0 end as type_deleted,
                   count(*) filter (where absent) as absent,
                   count(*) filter (where absent and missing_listings + 1 >= :needed) as ripe,
                   count(*) filter (where absent and missing_listings + 1 >= 3 and missing_since <= :agreedSince) as agreed,
                   coalesce((select d.deletions_confirmed_at >= p.held_since
                       from docks d join sync_positions p on p.dock_id = d.id
                       where d.id = :dock and p.resource_type = :type and p.parent_key = :parent), false) as confirmed
            from live
            """;

    /**
     * Where a list is.
     *
     * @param parentKey the parent's id, '' at the top
     */
    public record ListKey(long dock, String type, String parentKey) {}

    /**
     * A row as change detection knows it.
     *
     * @param fingerprint 32 hex digits
     * @param missing whether complete listings lacked it
     */
    public record Known(String fingerprint, boolean deleted, boolean missing) {}

    /**
     * Rows that a complete listing lacked.
     *
     * @param live rows of the list
     * @param absent how many the listing lacked
     * @param ripe how many of them enough listings lacked
     * @param agreed how many of them three listings over long enough lacked
     * @param confirmed whether someone let held deletions happen
     * @param type what the lists of the type under all parents say
     */
    public record Absent(long live, long absent, long ripe, long agreed, boolean confirmed, OfType type) {}

    /**
     * The rows of a type under all parents.
     *
     * @param live not deleted, this list's included
     * @param missing those of other lists that were lacking when those were last listed
     * @param deleted by this run already, each because its own list lacked it
     */
    public record OfType(long live, long missing, long deleted) {}

    /**
     * When a listing is complete, what it is measured by.
     *
     * @param run the run that listed
     * @param pages how many pages it had
     * @param needed how many complete listings in a row must lack a row before it may go
     * @param agreedSince since when three listings must have lacked it to overrule the guard
     */
    public record Measure(long run, int pages, int needed, Instant agreedSince) {}

    private final Jdbi jdbi;
    private final ObjectReader json;

    public ResourceStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        // as a page is read, else digits lost on one side would look like a change
        this.json = json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /** The known rows among ids, by id. */
    public Map<String, Known> known(ListKey list, Collection<String> ids) {
        Map<String, Known> known = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(KNOWN)
                .bind("dock", list.dock())
                .bind("type", list.type())
                .bind("parent", list.parentKey())
                .bind("ids", texts(ids))
                .map((rs, context) -> known.put(
                        rs.getString("id"),
                        new Known(
                                HexFormat.of().formatHex(rs.getBytes("fingerprint")),
                                rs.getBoolean("deleted"),
                                rs.getBoolean("missing"))))
                .list());
        return known;
    }

    /** Bound with each page: what JDBI makes of a list costs more than the statement. */
    private static Argument texts(Collection<String> values) {
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf("text", values.toArray()));
    }

    /** The stored documents of ids, by id. */
    public Map<String, JsonNode> data(ListKey list, Collection<String> ids) {
        Map<String, JsonNode> data = new HashMap<>();
        if (ids.isEmpty()) {
            return data;
        }
        jdbi.useHandle(handle -> handle.createQuery(DATA)
                .bind("dock", list.dock())
                .bind("type", list.type())
                .bind("parent", list.parentKey())
                .bind("ids", texts(ids))
                .map((rs, context) -> data.put(rs.getString("id"), read(rs.getString("data"))))
                .list());
        return data;
    }

    /** The ids of a dock's live records of a type that its last complete listing held: those whose children are listed. */
    public List<String> parents(long dock, String type) {
        return jdbi.withHandle(handle -> handle.createQuery(PARENTS)
                .bind("dock", dock)
                .bind("type", type)
                .mapTo(String.class)
                .list());
    }

    /** The document of a dock's live record of that type and id; a missing node when there is none. */
    public JsonNode document(long dock, String type, String id) {
        JsonNode top = data(new ListKey(dock, type, ""), List.of(id)).get(id);
        if (top != null) {
            return top;
        }
        return jdbi.withHandle(handle -> handle.createQuery(DOCUMENT)
                .bind("dock", dock)
                .bind("type", type)
                .bind("id", id)
                .map((rs, context) -> read(rs.getString("data")))
                .findFirst()
                .orElse(MissingNode.getInstance()));
    }

    /** Whether the provider was asked for a record since an instant, so that asking again tells nothing. */
    public boolean isToldSince(ListKey list, String id, Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery(TOLD_SINCE)
                .bind("dock", list.dock())
                .bind("type", list.type())
                .bind("parent", list.parentKey())
                .bind("id", id)
                .bind("since", since)
                .mapTo(Boolean.class)
                .one());
    }

    /** Counts what a complete listing lacked. */
    public Absent absent(ListKey list, Measure by) {
        return jdbi.withHandle(handle -> handle.createQuery(ABSENT)
                .bind("dock", list.dock())
                .bind("type", list.type())
                .bind("parent", list.parentKey())
                .bind("run", by.run())
                .bind("pages", by.pages())
                .bind("needed", by.needed())
                .bind("agreedSince", by.agreedSince())
                .map((rs, context) -> new Absent(
                        rs.getLong("live"),
                        rs.getLong("absent"),
                        rs.getLong("ripe"),
                        rs.getLong("agreed"),
                        rs.getBoolean("confirmed"),
                        new OfType(rs.getLong("type_live"), rs.getLong("type_missing"), rs.getLong("type_deleted"))))
                .one());
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("resources.data holds no JSON", e);
        }
    }
}
