package io.tidegate.client.local;

import io.tidegate.client.file.Row;
import io.tidegate.client.hook.SyncEvent;
import io.tidegate.client.json.Json;
import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.Column;
import io.tidegate.protocol.InvalidOpException;
import io.tidegate.protocol.Limits;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.TableSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes of an application that are kept together or not at all. Each write is captured for the backend in the same
 * transaction.
 */
public final class LocalTransaction {
    private final LocalUnit unit;

    LocalTransaction(LocalUnit unit) {
        this.unit = unit;
    }

    /**
     * Makes the whole row stand as given. What the library knows better it fills in: {@code createdAt}, {@code updatedAt}, and
     * {@code orderKey} of a message.
     *
     * @param payload by names on the wire, as in {@code threadId}; a message with {@code pending} true stays on this device
     *     until it is put without
     * @return the row as it stands
     * @throws InvalidOpException when the schema does not allow it
     * @throws io.tidegate.client.outbox.OutboxFullException when too much waits to be pushed
     */
    public LocalRow put(String table, String pk, Map<String, ? extends @Nullable Object> payload) {
        TableSchema schema = Columns.schema(table);
        RecordState standing = unit.rows().state(table, pk);
        ChangeStamp stamp = unit.stamps().next(standing == null ? null : standing.stamp());
        boolean pending = table.equals(Columns.MESSAGES) && Boolean.TRUE.equals(payload.get(Columns.PENDING));
        PendingOp op = new PendingOp(table, OpKind.PUT, pk, completed(schema, pk, payload, stamp), stamp);
        requireSound(op);
        if (!pending) {
            capture(op, standing);
        }
        long version = standing == null ? 0 : standing.version();
        unit.rows().put(new SyncChange(version, table, OpKind.PUT, pk, op.payload(), stamp), pending);
        return Objects.requireNonNull(unit.rows().find(table, pk), "the row was just put");
    }

    /**
     * Deletes a row.
     *
     * @return whether there was one
     * @throws InvalidOpException when devices do not write that table
     * @throws io.tidegate.client.outbox.OutboxFullException when too much waits to be pushed
     */
    public boolean delete(String table, String pk) {
        RecordState standing = unit.rows().state(table, pk);
        if (standing == null || standing.deleted()) {
            return false;
        }
        ChangeStamp stamp = unit.stamps().next(standing.stamp());
        PendingOp op = new PendingOp(table, OpKind.DELETE, pk, null, stamp);
        requireSound(op);
        capture(op, standing);
        unit.rows().apply(new SyncChange(standing.version(), table, OpKind.DELETE, pk, null, stamp));
        return true;
    }

    /** The row; null where there is none. */
    public @Nullable LocalRow get(String table, String pk) {
        return unit.rows().find(table, pk);
    }

    /** All rows: messages by index, order key and id, others by key. */
    public List<LocalRow> list(String table) {
        return unit.rows().list(table, null, null);
    }

    /** The rows whose column, by its name in snake_case, has a value. */
    public List<LocalRow> list(String table, String column, @Nullable Object value) {
        return unit.rows().list(table, column, value);
    }

    /** What SQLite answers; it changes nothing. Deleted rows have {@code deleted} = 1. */
    public List<Row> query(String sql, @Nullable Object... arguments) {
        return unit.session().look(sql, arguments);
    }

    /** Before the row is written: where this is refused, nothing was. */
    private void capture(PendingOp op, @Nullable RecordState standing) {
        unit.outbox().capture(op, base(op.table(), op.pk(), standing));
        unit.tell(new SyncEvent.OpCaptured(op));
    }

    /** What the backend has: only what it gave a version to, and only where nothing was written on top of it. */
    private @Nullable SyncChange base(String table, String pk, @Nullable RecordState standing) {
        boolean known = standing != null && standing.version() > 0 && !standing.pending();
        return known ? unit.rows().change(table, pk) : null;
    }

    private static void requireSound(PendingOp op) {
        op.check();
        int bytes = op.payload() == null ? 0 : Json.bytes(op.payload());
        if (bytes > Limits.PAYLOAD_BYTES) {
            throw new InvalidOpException("a row of " + op.table() + " has " + bytes + " bytes as JSON, and "
                    + Limits.PAYLOAD_BYTES + " are taken");
        }
    }

    private Map<String, @Nullable Object> completed(
            TableSchema schema, String pk, Map<String, ? extends @Nullable Object> given, ChangeStamp stamp) {
        LocalRow row = unit.rows().find(schema.name(), pk);
        Map<String, @Nullable Object> before = row == null ? Map.of() : row.payload();
        String now = Times.text(unit.stamps().now());
        Map<String, Column> columns = schema.byWire();
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        // in the order of the schema, so that equal rows are equal texts
        columns.keySet().forEach(name -> payload.put(name, given.get(name)));
        given.forEach(payload::putIfAbsent);
        if (schema.name().equals(Columns.MESSAGES)) {
            payload.remove(Columns.PENDING);
        }
        columns.forEach((name, column) -> {
            if (column.name().equals(schema.key())) {
                payload.putIfAbsent(name, pk);
            }
        });
        if (columns.containsKey("orderKey")) {
            payload.putIfAbsent(
                    "orderKey", before.getOrDefault("orderKey", stamp.hlc().toString()));
        }
        payload.putIfAbsent("createdAt", before.getOrDefault("createdAt", now));
        Object updated = payload.get("updatedAt");
        if (updated == null || updated.equals(before.get("updatedAt"))) {
            payload.put("updatedAt", now);
        }
        payload.values().removeIf(Objects::isNull);
        return payload;
    }
}
