package io.tidegate.client.local;

import io.tidegate.client.file.Row;
import io.tidegate.client.json.Json;
import io.tidegate.protocol.Column;
import io.tidegate.protocol.ColumnType;
import io.tidegate.protocol.InvalidOpException;
import io.tidegate.protocol.SyncTables;
import io.tidegate.protocol.TableSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of synced tables, as SQLite has them and as the wire does. */
final class Columns {
    /** Of messages: what is still being written stays here. */
    static final String PENDING = "pending";

    static final String MESSAGES = "messages";

    private Columns() {}

    /** @throws InvalidOpException when no such table is synced */
    static TableSchema schema(String table) {
        TableSchema schema = SyncTables.find(table);
        if (schema == null) {
            throw new InvalidOpException("there is no table " + table);
        }
        return schema;
    }

    /** Those of the schema beside the key. */
    static List<Column> own(TableSchema schema) {
        return schema.columns().stream()
                .filter(column -> !column.name().equals(schema.key()))
                .toList();
    }

    static String quoted(String name) {
        return '"' + name + '"';
    }

    static @Nullable Object stored(Column column, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (column.type()) {
            case JSON, TEXTS -> Json.write(value);
            case FLAG -> Boolean.TRUE.equals(value) ? 1L : 0L;
            default -> value;
        };
    }

    private static @Nullable Object read(ColumnType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case JSON, TEXTS -> Json.read(value.toString());
            case FLAG -> ((Number) value).longValue() != 0;
            case INTEGER -> ((Number) value).longValue();
            default -> value.toString();
        };
    }

    /** The whole row as a put says it: without what is null, and with its key where the key is a column of its own. */
    static Map<String, @Nullable Object> payload(TableSchema schema, Row row) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        for (Column column : schema.columns()) {
            Object value = read(column.type(), row.value(column.name()));
            if (value != null) {
                payload.put(column.wire(), value);
            }
        }
        return payload;
    }
}
