package io.tidegate.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.client.file.Row;
import io.tidegate.client.file.SyncFileStore;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The rows of a replica, or of the fold of the log, in one form: so that equal rows are equal texts. */
final class Rows {
    /** Columns by table; the first is the key. */
    static final Map<String, List<String>> TABLES = Map.of(
            "kv", List.of("name", "value"),
            "posts", List.of("id", "title", "content", "post_type"),
            "messages", List.of("id", "thread_id", "role", "index", "order_key", "data"),
            "threads", List.of("id", "title", "status", "pinned"),
            "projects", List.of("id", "name", "description", "data"),
            "file_meta", List.of("hash", "name", "mime_type", "kind", "size_bytes", "width"));

    private static final List<String> OF_ALL = List.of("created_at", "updated_at", "clock", "hlc", "op_id");
    private static final List<String> JSON_TEXTS = List.of("value", "data");
    private static final JsonMapper JSON = new JsonMapper();

    private Rows() {}

    /** The column of a table's key. */
    static String key(String table) {
        return TABLES.getOrDefault(table, List.of("id")).get(0);
    }

    /** What a device has, by record, read from its file without the library's stores. */
    static Map<String, String> ofDevice(Path file) {
        SyncFileStore opened = SyncFileStore.open(file, false);
        try {
            Map<String, String> found = new TreeMap<>();
            TABLES.keySet()
                    .forEach(table -> opened.read(
                                    session -> session.query("select * from " + table + " where not deleted"))
                            .forEach(row -> add(found, table, ofSqlite(table, row))));
            return found;
        } finally {
            opened.close();
        }
    }

    /** What waits to be pushed on a device, or was given up. */
    static List<String> waiting(Path file) {
        SyncFileStore opened = SyncFileStore.open(file, false);
        try {
            return opened
                    .read(session -> session.query("select table_name, pk, op, state, error from pending_ops"))
                    .stream()
                    .map(row -> row.text("op") + " " + row.text("table_name") + "/" + row.text("pk") + " is "
                            + row.text("state") + " " + row.textOrNull("error"))
                    .toList();
        } finally {
            opened.close();
        }
    }

    /** Where the server has them. */
    static List<String> tables() {
        return TABLES.keySet().stream().map(table -> "synced_" + table).toList();
    }

    /** What the server has. */
    static Map<String, String> ofServer(Jdbi jdbi, long workspace) {
        Map<String, String> found = new TreeMap<>();
        TABLES.keySet()
                .forEach(table -> jdbi.withHandle(handle -> handle.createQuery("select to_jsonb(t) from synced_" + table
                                        + " t where workspace_id = :workspace and not deleted")
                                .bind("workspace", workspace)
                                .mapTo(String.class)
                                .list())
                        .forEach(row -> add(found, table, (ObjectNode) parsed(row))));
        return found;
    }

    /** What a put of the log says, with its stamp. */
    static void add(Map<String, String> found, LogCopy.Entry entry) {
        ObjectNode row = JSON.createObjectNode();
        String table = entry.table();
        Stamp stamp = entry.stamp();
        JsonNode payload = entry.json().path("payload");
        payload.properties().forEach(field -> row.set(snake(field.getKey()), field.getValue()));
        row.set(key(table), entry.json().path("pk"));
        row.put("clock", stamp.clock()).put("hlc", stamp.hlc()).put("op_id", stamp.opId());
        add(found, table, row);
    }

    private static void add(Map<String, String> found, String table, ObjectNode row) {
        List<String> columns = TABLES.get(table);
        if (columns == null) {
            found.put(table + "/?", "a table that nobody writes: " + row);
            return;
        }
        Map<String, String> said = new LinkedHashMap<>();
        columns.forEach(column -> said.put(column, said(column, row.path(column))));
        OF_ALL.forEach(column -> said.put(column, said(column, row.path(column))));
        found.put(table + "/" + row.path(columns.get(0)).asText(), said.toString());
    }

    private static String said(String column, JsonNode value) {
        return column.endsWith("_at") && value.isTextual()
                ? OffsetDateTime.parse(value.asText()).toInstant().toString()
                : value.isMissingNode() ? "null" : value.toString();
    }

    private static ObjectNode ofSqlite(String table, Row row) {
        ObjectNode json = JSON.createObjectNode();
        for (String column : TABLES.getOrDefault(table, List.of())) {
            String text = row.textOrNull(column);
            json.set(column, ofSqlite(column, text, row));
        }
        List.of("created_at", "updated_at", "hlc", "op_id").forEach(column -> json.put(column, row.textOrNull(column)));
        return json.put("clock", row.number("clock"));
    }

    private static JsonNode ofSqlite(String column, @Nullable String text, Row row) {
        if (text == null) {
            return NullNode.instance;
        }
        return switch (column) {
            case "pinned" -> BooleanNode.valueOf(row.flag(column));
            case "index", "size_bytes", "width" -> JSON.getNodeFactory().numberNode(row.number(column));
            default ->
                JSON_TEXTS.contains(column)
                        ? parsed(text)
                        : JSON.getNodeFactory().textNode(text);
        };
    }

    static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }

    /** What differs, a few records of it. */
    static String differences(Map<String, String> wanted, Map<String, String> found) {
        Map<String, String> all = new TreeMap<>(wanted);
        found.forEach(all::putIfAbsent);
        return all.keySet().stream()
                .filter(record -> !String.valueOf(wanted.get(record)).equals(String.valueOf(found.get(record))))
                .limit(5)
                .map(record ->
                        "\n  " + record + "\n    wanted " + wanted.get(record) + "\n    found  " + found.get(record))
                .collect(Collectors.joining());
    }

    private static String snake(String wire) {
        return wire.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }
}
