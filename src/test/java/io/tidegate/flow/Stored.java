package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidegate.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What stands in the tables. */
public final class Stored {
    private static final JsonMapper JSON = new JsonMapper();

    private final Jdbi jdbi;

    /** A row of resources; {@code version} changes with every write of it. */
    public record Resource(
            String parent,
            String id,
            @Nullable String name,
            @Nullable String status,
            @Nullable String region,
            JsonNode data,
            boolean deleted,
            Instant changedAt,
            String version) {}

    /** A row of resource_changes with the provider's id of its record. */
    public record Change(
            String id,
            String kind,
            @Nullable String field,
            @Nullable String before,
            @Nullable String after) {}

    /** The latest row of sync_events of a dock. */
    public record Event(
            long id,
            String trigger,
            String status,
            @Nullable String code,
            @Nullable String message,
            long processed,
            long changed,
            long deleted,
            long requests,
            Instant startedAt,
            @Nullable Instant completedAt) {}

    /** The latest job of a dock. */
    public record Job(
            long id,
            String type,
            String state,
            Instant runAt,
            int retries,
            long token,
            boolean rerun,
            @Nullable String code,
            @Nullable String error) {}

    /** A row of sync_positions. */
    public record Position(
            @Nullable String cursor,
            int page,
            boolean inOneGo,
            @Nullable Instant completedAt,
            @Nullable String held,
            int failures,
            @Nullable Instant backoffUntil,
            @Nullable String code,
            @Nullable String error) {}

    public Stored(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The rows of a type, the deleted ones too, in the order they came. */
    public List<Resource> resources(long dock, String type) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select *, data::text as json, xmin || ' ' || ctid as version from resources
                        where dock_id = :dock and resource_type = :type order by id
                        """)
                .bind("dock", dock)
                .bind("type", type)
                .map((rs, context) -> new Resource(
                        rs.getString("parent_key"),
                        rs.getString("provider_resource_id"),
                        rs.getString("name"),
                        rs.getString("status"),
                        rs.getString("region"),
                        json(rs.getString("json")),
                        rs.getObject("deleted_at") != null,
                        rs.getTimestamp("changed_at").toInstant(),
                        rs.getString("version")))
                .list());
    }

    /** The ids of a type's rows that are not deleted. */
    public List<String> live(long dock, String type) {
        return resources(dock, type).stream()
                .filter(resource -> !resource.deleted())
                .map(Resource::id)
                .toList();
    }

    public Resource resource(long dock, String type, String id) {
        return resources(dock, type).stream()
                .filter(resource -> resource.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " " + id + " of dock " + dock));
    }

    public List<Change> changes(long dock) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select r.provider_resource_id, c.kind, c.field, c.old::text as old, c.new::text as new
                        from resource_changes c join resources r on r.id = c.resource_id
                        where c.dock_id = :dock order by c.id
                        """)
                .bind("dock", dock)
                .map((rs, context) ->
                        new Change(rs.getString(1), rs.getString(2), rs.getString(3), rs.getString(4), rs.getString(5)))
                .list());
    }

    /** The changes after the first {@code known}. */
    public List<Change> changesAfter(long dock, int known) {
        List<Change> all = changes(dock);
        return all.subList(known, all.size());
    }

    public List<Event> events(long dock) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from sync_events where dock_id = :dock order by started_at, id")
                .bind("dock", dock)
                .map((rs, context) -> new Event(
                        rs.getLong("id"),
                        rs.getString("trigger"),
                        rs.getString("status"),
                        rs.getString("error_code"),
                        rs.getString("error_message"),
                        rs.getLong("items_processed"),
                        rs.getLong("items_changed"),
                        rs.getLong("items_deleted"),
                        rs.getLong("requests"),
                        rs.getTimestamp("started_at").toInstant(),
                        rs.getTimestamp("completed_at") == null
                                ? null
                                : rs.getTimestamp("completed_at").toInstant()))
                .list());
    }

    public Event event(long dock) {
        List<Event> all = events(dock);
        return all.get(all.size() - 1);
    }

    public Job job(long dock) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from sync_queue where dock_id = :dock order by id desc limit 1")
                .bind("dock", dock)
                .map((rs, context) -> new Job(
                        rs.getLong("id"),
                        rs.getString("type"),
                        rs.getString("state"),
                        rs.getTimestamp("run_at").toInstant(),
                        rs.getInt("retry_count"),
                        rs.getLong("fencing_token"),
                        rs.getBoolean("rerun"),
                        rs.getString("error_code"),
                        rs.getString("error")))
                .one());
    }

    public Position position(long dock, String type, String parent) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from sync_positions
                        where dock_id = :dock and resource_type = :type and parent_key = :parent
                        """)
                .bind("dock", dock)
                .bind("type", type)
                .bind("parent", parent)
                .map((rs, context) -> new Position(
                        rs.getString("cursor"),
                        rs.getInt("page"),
                        rs.getBoolean("in_one_go"),
                        rs.getTimestamp("completed_at") == null
                                ? null
                                : rs.getTimestamp("completed_at").toInstant(),
                        rs.getString("held_reason"),
                        rs.getInt("failures"),
                        rs.getTimestamp("backoff_until") == null
                                ? null
                                : rs.getTimestamp("backoff_until").toInstant(),
                        rs.getString("error_code"),
                        rs.getString("error")))
                .one());
    }

    /** Any rows, for what only one test looks at. */
    public List<Map<String, Object>> rows(String sql, Object... values) {
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(sql);
            for (int i = 0; i < values.length; i++) {
                query.bind(i, values[i]);
            }
            return query.mapToMap().list();
        });
    }

    /** One number. */
    public long count(String sql, Object... values) {
        return ((Number) rows(sql, values).get(0).values().iterator().next()).longValue();
    }

    public void execute(String sql, Object... values) {
        jdbi.useHandle(handle -> handle.execute(sql, values));
    }

    /** Every row of every table as text, partitions once. */
    public List<String> everything() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select table_name from information_schema.tables
                        where table_schema = 'public' and table_type = 'BASE TABLE'
                        """).mapTo(String.class).list().stream()
                .flatMap(table -> handle
                        .createQuery("select '" + table + ' ' + "' || t::text from \"" + table + "\" t")
                        .mapTo(String.class)
                        .stream())
                .toList());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    /** Fails where the kept counts of records are not what counting them finds. */
    void countsHold() {
        assertThat(count(TestDatabase.MISCOUNTED))
                .as("types whose count is wrong")
                .isZero();
    }
}
