package io.tidegate.protocol;

import static io.tidegate.protocol.ColumnType.CLOCK;
import static io.tidegate.protocol.ColumnType.FLAG;
import static io.tidegate.protocol.ColumnType.INTEGER;
import static io.tidegate.protocol.ColumnType.JSON;
import static io.tidegate.protocol.ColumnType.KEY;
import static io.tidegate.protocol.ColumnType.TEXT;
import static io.tidegate.protocol.ColumnType.TEXTS;
import static io.tidegate.protocol.ColumnType.TIME;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The registry of synced tables: a new table is one entry here and one migration. Beside its own columns each has
 * {@code deleted}, {@code deleted_at}, {@code created_at}, {@code updated_at} and its last write's stamp.
 */
public final class SyncTables {
    /** What the provider flow stores, for the types a workspace subscribes to. */
    public static final String RESOURCES = "resources";

    private static final Map<String, TableSchema> BY_NAME = new LinkedHashMap<>();

    static {
        writable(
                "threads",
                "id",
                Column.of("title", TEXT),
                Column.of("status", TEXT),
                Column.of("pinned", FLAG),
                Column.of("last_message_at", TIME),
                Column.of("parent_thread_id", KEY),
                Column.of("project_id", KEY),
                Column.of("system_prompt_id", KEY),
                Column.of("anchor_message_id", KEY),
                Column.of("anchor_index", INTEGER),
                Column.oneOf("branch_mode", "reference", "copy"),
                Column.of("forked", FLAG));
        // "pending" is not among them: what is pending stays on the device
        writable(
                "messages",
                "id",
                Column.required("thread_id", KEY),
                Column.required("role", TEXT),
                Column.of("data", JSON),
                Column.required("index", INTEGER),
                Column.required("order_key", CLOCK),
                Column.of("file_hashes", TEXTS),
                Column.of("error", TEXT),
                Column.of("stream_id", KEY));
        writable(
                "projects",
                "id",
                Column.required("name", TEXT),
                Column.of("description", TEXT),
                Column.of("data", JSON));
        writable(
                "posts",
                "id",
                Column.required("title", TEXT),
                Column.of("content", TEXT),
                Column.of("post_type", TEXT),
                Column.of("meta", JSON),
                Column.of("file_hashes", TEXTS));
        // its name is its key, so that two devices which create it meet
        writable("kv", "name", Column.of("name", KEY), Column.of("value", JSON));
        writable(
                "file_meta",
                "hash",
                Column.of("hash", KEY),
                Column.required("name", TEXT),
                Column.of("mime_type", TEXT),
                Column.oneOf("kind", "image", "pdf"),
                Column.of("size_bytes", INTEGER),
                Column.of("width", INTEGER),
                Column.of("height", INTEGER),
                Column.of("page_count", INTEGER),
                Column.of("storage_id", KEY));
        add(new TableSchema(
                RESOURCES,
                "id",
                List.of(
                        Column.of("dock_id", INTEGER),
                        Column.of("provider", TEXT),
                        Column.of("resource_type", TEXT),
                        Column.of("parent_key", TEXT),
                        Column.of("provider_resource_id", TEXT),
                        Column.of("name", TEXT),
                        Column.of("status", TEXT),
                        Column.of("region", TEXT),
                        Column.of("data", JSON)),
                false));
    }

    private SyncTables() {}

    private static void writable(String name, String key, Column... own) {
        List<Column> columns = new ArrayList<>(List.of(own));
        columns.add(Column.of("created_at", TIME));
        columns.add(Column.of("updated_at", TIME));
        add(new TableSchema(name, key, columns, true));
    }

    private static void add(TableSchema schema) {
        BY_NAME.put(schema.name(), schema);
    }

    /** All, in the order in which rows may refer to each other. */
    public static List<TableSchema> all() {
        return List.copyOf(BY_NAME.values());
    }

    /** The table of that name; null when it is not synced. */
    public static @Nullable TableSchema find(String name) {
        return BY_NAME.get(name);
    }
}
