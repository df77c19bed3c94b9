package io.tidegate.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.chaos.Finding.Rule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds what is stored, and how it came to be so, against what the provider holds. */
final class Records {
    private static final JsonMapper JSON = new JsonMapper();

    private final Tables tables;

    Records(Tables tables) {
        this.tables = tables;
    }

    /** Where a dock's stored records differ from these. */
    List<Finding> differences(long dock, Map<String, ObjectNode> truth) {
        Map<String, JsonNode> expected = new TreeMap<>();
        truth.forEach((key, record) -> {
            ObjectNode copy = record.deepCopy();
            if (copy.path("connection") instanceof ObjectNode connection) {
                connection.put("password", "[redacted]");
            }
            expected.put(key, copy);
        });
        List<String> held = tables.texts(
                "select resource_type from sync_positions where held_reason is not null" + " and dock_id = " + dock);
        List<Finding> found = new ArrayList<>();
        tables.rows(
                        "select resource_type, parent_key, provider_resource_id, data::text as data from resources"
                                + " where deleted_at is null and dock_id = " + dock,
                        (rs, context) -> Map.entry(
                                rs.getString(1) + "|" + rs.getString(2) + "|" + rs.getString(3), tree(rs.getString(4))))
                .forEach(stored -> {
                    String key = stored.getKey();
                    JsonNode wanted = expected.remove(key);
                    if (wanted == null && !held.contains(key.substring(0, key.indexOf('|')))) {
                        found.add(lost(dock, key + " is stored and gone"));
                    } else if (wanted != null && !tree(wanted.toString()).equals(stored.getValue())) {
                        found.add(lost(dock, key + " is stored as " + stored.getValue() + " and is " + wanted));
                    }
                });
        expected.keySet().forEach(key -> found.add(lost(dock, key + " is not stored")));
        return found;
    }

    /** Changes that a run wrote after it had been ended: what a worker does that wakes up too late. */
    List<Finding> late() {
        return tables.rows(
                "select c.dock_id, count(*), min(c.at), c.run from resource_changes c join sync_events e on e.id = c.run"
                        + " where c.at > e.completed_at + interval '500 milliseconds' group by c.dock_id, c.run",
                (rs, context) -> new Finding(
                        Rule.TWICE,
                        Set.of(rs.getLong(1)),
                        rs.getTimestamp(3).toInstant(),
                        rs.getLong(2) + " changes by run " + rs.getLong(4) + " after its end"));
    }

    /** Where changes do not lead from one to the next and at last to what is stored. */
    List<Finding> histories() {
        Map<Long, History> histories = new HashMap<>();
        tables.rows(
                """
                select r.id, r.dock_id, r.data::text as data, r.deleted_at is not null as deleted,
                       coalesce(c.kind, 'none') as kind, c.field, c.old::text as old, c.new::text as new
                from resources r left join resource_changes c on c.resource_id = r.id order by c.id
                """,
                (rs, context) -> histories
                        .computeIfAbsent(rs.getLong("id"), id -> new History())
                        .add(rs));
        return histories.values().stream()
                .flatMap(each -> each.findings().stream())
                .toList();
    }

    private static final class History {
        private final Map<String, JsonNode> latest = new TreeMap<>();
        private final List<String> wrong = new ArrayList<>();
        private JsonNode data = JSON.nullNode();
        private long dock;
        private boolean deleted;
        private int created;
        private boolean gone;

        /** Takes in the next row; returns itself. */
        History add(ResultSet rs) throws SQLException {
            dock = rs.getLong("dock_id");
            data = tree(rs.getString("data"));
            deleted = rs.getBoolean("deleted");
            add(rs.getString("kind"), rs.getString("field"), tree(rs.getString("old")), tree(rs.getString("new")));
            return this;
        }

        private void add(String kind, @Nullable String field, JsonNode old, JsonNode now) {
            switch (kind) {
                case "created" -> created++;
                case "deleted" -> {
                    check(!gone, "deleted twice");
                    gone = true;
                }
                case "returned" -> {
                    check(gone, "returned without having been deleted");
                    gone = false;
                    latest.clear();
                }
                case "changed" -> {
                    check(!gone, "changed while deleted");
                    JsonNode before = latest.put(Objects.requireNonNull(field), now);
                    check(before == null || before.equals(old), field + " jumps from " + before + " to " + old);
                }
                default -> check(false, "no history");
            }
        }

        private void check(boolean holds, String words) {
            if (!holds) {
                wrong.add(words);
            }
        }

        List<Finding> findings() {
            check(created == 1, "created " + created + " times");
            check(gone == deleted, deleted ? "deleted without a word" : "deleted in history only");
            latest.forEach((field, value) -> {
                JsonNode stored = data.at(field).isMissingNode() ? tree(null) : data.at(field);
                check(value.equals(stored), field + " should be " + value + " and is " + stored);
            });
            return wrong.stream()
                    .map(words -> new Finding(Rule.HISTORY, Set.of(dock), null, data.path("name") + " " + words))
                    .toList();
        }
    }

    private static Finding lost(long dock, String words) {
        return new Finding(Rule.LOST, Set.of(dock), null, words);
    }

    private static JsonNode tree(@Nullable String text) {
        try {
            return JSON.readTree(text == null ? "null" : text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
