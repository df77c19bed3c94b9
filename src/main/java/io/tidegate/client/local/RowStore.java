package io.tidegate.client.local;

import io.tidegate.client.file.Row;
import io.tidegate.client.file.SyncFileStore.Session;
import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.Column;
import io.tidegate.protocol.Hlc;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.SyncTables;
import io.tidegate.protocol.TableSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows and tombstones of the synced tables within one transaction: those that stand, or those of a stage. */
public final class RowStore {
    private static final String STAMP = "clock, hlc, op_id, device_id, version";

    private final Session session;
    private final String prefix;

    private RowStore(Session session, String prefix) {
        this.session = session;
        this.prefix = prefix;
    }

    /** What the application reads and writes. */
    public static RowStore live(Session session) {
        return new RowStore(session, "");
    }

    /** What a snapshot brought, until it replaces what stands. */
    public static RowStore stage(Session session) {
        return new RowStore(session, "stage_");
    }

    /** What is known of a record; null where it is nothing. */
    public @Nullable RecordState state(String table, String pk) {
        Row row = found(table, pk);
        if (row != null) {
            boolean deleted = row.flag("deleted");
            // a message that was deleted is not being written any more
            boolean pending = row.flag(Columns.PENDING) && !deleted;
            return new RecordState(stamp(row), row.number("version"), deleted, pending);
        }
        Row tombstone = session.first(
                "select " + STAMP + " from " + prefix + "tombstones where table_name = ? and pk = ?", table, pk);
        return tombstone == null ? null : new RecordState(stamp(tombstone), tombstone.number("version"), true, false);
    }

    /** The row; null where there is none, or it is deleted. */
    public @Nullable LocalRow find(String table, String pk) {
        Row row = found(table, pk);
        return row == null || row.flag("deleted") ? null : row(Columns.schema(table), row);
    }

    /**
     * Rows by their order: messages as their threads show them, others by key.
     *
     * @param column that must have the value, in snake_case; null: all rows
     */
    public List<LocalRow> list(String table, @Nullable String column, @Nullable Object value) {
        TableSchema schema = Columns.schema(table);
        Column filter = column == null ? null : column(schema, column);
        String order = table.equals(Columns.MESSAGES) ? "\"index\", order_key, id" : schema.key();
        String sql = "select * from " + prefix + table + " where not deleted"
                + (filter == null ? "" : " and " + Columns.quoted(filter.name()) + " is ?") + " order by " + order;
        List<Row> rows = filter == null ? session.query(sql) : session.query(sql, Columns.stored(filter, value));
        return rows.stream().map(row -> row(schema, row)).toList();
    }

    /** What stands of a record, as the backend would say it; null where it is nothing. */
    public @Nullable SyncChange change(String table, String pk) {
        RecordState state = state(table, pk);
        if (state == null) {
            return null;
        }
        LocalRow row = find(table, pk);
        return new SyncChange(
                state.version(),
                table,
                row == null ? OpKind.DELETE : OpKind.PUT,
                pk,
                row == null ? null : row.payload(),
                state.stamp());
    }

    /** Makes a change stand, whatever stood before. */
    public void apply(SyncChange change) {
        if (change.op() == OpKind.DELETE) {
            delete(change);
        } else {
            put(change, false);
        }
    }

    void put(SyncChange change, boolean pending) {
        TableSchema schema = Columns.schema(change.table());
        Map<String, @Nullable Object> payload = change.payload() == null ? Map.of() : change.payload();
        List<String> names = new ArrayList<>(List.of(schema.key()));
        List<@Nullable Object> values = new ArrayList<>();
        values.add(change.pk());
        for (Column column : Columns.own(schema)) {
            names.add(column.name());
            values.add(Columns.stored(column, payload.get(column.wire())));
        }
        names.addAll(List.of("clock", "hlc", "op_id", "device_id", "version"));
        values.addAll(stampValues(change));
        if (change.table().equals(Columns.MESSAGES)) {
            names.add(Columns.PENDING);
            values.add(pending ? 1 : 0);
        }
        session.update(
                "insert or replace into " + prefix + change.table() + " ("
                        + names.stream().map(Columns::quoted).collect(Collectors.joining(", ")) + ") values ("
                        + String.join(", ", Collections.nCopies(names.size(), "?")) + ")",
                values.toArray());
        session.update(
                "delete from " + prefix + "tombstones where table_name = ? and pk = ?", change.table(), change.pk());
    }

    private void delete(SyncChange change) {
        TableSchema schema = Columns.schema(change.table());
        String at = Times.text(change.stamp().hlc().time());
        List<@Nullable Object> values = new ArrayList<>(List.of(at));
        values.addAll(stampValues(change));
        values.add(change.pk());
        session.update(
                "update " + prefix + change.table()
                        + " set deleted = 1, deleted_at = ?, clock = ?, hlc = ?, op_id = ?, device_id = ?, version = ?"
                        + " where " + Columns.quoted(schema.key()) + " = ?",
                values.toArray());
        List<@Nullable Object> tombstone = new ArrayList<>(List.of(change.table(), change.pk(), at));
        tombstone.addAll(stampValues(change));
        session.update(
                "insert or replace into " + prefix + "tombstones (table_name, pk, deleted_at, " + STAMP
                        + ") values (?, ?, ?, ?, ?, ?, ?, ?)",
                tombstone.toArray());
    }

    /** Takes note that the backend gave a version to a write of the record. */
    public void acknowledge(String table, String pk, long version) {
        session.update(
                "update " + prefix + table + " set version = max(version, ?) where "
                        + Columns.quoted(Columns.schema(table).key()) + " = ?",
                version,
                pk);
        session.update(
                "update " + prefix + "tombstones set version = max(version, ?) where table_name = ? and pk = ?",
                version,
                table,
                pk);
    }

    /** Removes what is known of a record, as if it had never been. */
    public void erase(String table, String pk) {
        session.update(
                "delete from " + prefix + table + " where "
                        + Columns.quoted(Columns.schema(table).key()) + " = ?",
                pk);
        session.update("delete from " + prefix + "tombstones where table_name = ? and pk = ?", table, pk);
    }

    /** Empties it. */
    public void clear() {
        SyncTables.all().forEach(table -> session.update("delete from " + prefix + table.name()));
        session.update("delete from " + prefix + "tombstones");
    }

    /** Takes over everything from another one, which must hold nothing that is here. */
    public void copy(RowStore other) {
        SyncTables.all()
                .forEach(table -> session.update(
                        "insert into " + prefix + table.name() + " select * from " + other.prefix + table.name()));
        session.update("insert into " + prefix + "tombstones select * from " + other.prefix + "tombstones");
    }

    /** The messages that stay on this device for now. */
    public List<LocalRow> pendingMessages() {
        TableSchema schema = Columns.schema(Columns.MESSAGES);
        return session.query("select * from " + prefix + "messages where pending = 1 and not deleted").stream()
                .map(row -> row(schema, row))
                .toList();
    }

    /** What stands by writes that got a later version than this one. */
    public List<SyncChange> after(long version) {
        List<SyncChange> found = new ArrayList<>();
        for (TableSchema schema : SyncTables.all()) {
            session
                    .query("select * from " + prefix + schema.name() + " where version > ? and not deleted", version)
                    .stream()
                    .map(row -> change(schema, row))
                    .forEach(found::add);
        }
        session.query("select * from " + prefix + "tombstones where version > ?", version).stream()
                .map(row -> new SyncChange(
                        row.number("version"), row.text("table_name"), OpKind.DELETE, row.text("pk"), null, stamp(row)))
                .forEach(found::add);
        return found;
    }

    /**
     * Removes tombstones, with their rows, that the backend forgot.
     *
     * @param floor the version up to which it forgot
     * @param before they were deleted
     * @return how many went
     */
    public int collect(long floor, Instant before, int most) {
        List<Row> gone = session.query(
                "select table_name, pk from " + prefix + "tombstones t where version between 1 and ? and deleted_at < ?"
                        + " and not exists (select 1 from pending_ops o where o.table_name = t.table_name and o.pk = t.pk)"
                        + " limit ?",
                floor,
                Times.text(before),
                most);
        gone.forEach(row -> erase(row.text("table_name"), row.text("pk")));
        return gone.size();
    }

    /** Makes a row stand that stays on this device for now. */
    public void keep(LocalRow row) {
        put(new SyncChange(row.version(), row.table(), OpKind.PUT, row.pk(), row.payload(), row.stamp()), true);
    }

    private static SyncChange change(TableSchema schema, Row row) {
        LocalRow live = row(schema, row);
        return new SyncChange(live.version(), live.table(), OpKind.PUT, live.pk(), live.payload(), live.stamp());
    }

    private @Nullable Row found(String table, String pk) {
        TableSchema schema = Columns.schema(table);
        return session.first("select * from " + prefix + table + " where " + Columns.quoted(schema.key()) + " = ?", pk);
    }

    private static Column column(TableSchema schema, String name) {
        return schema.columns().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(schema.name() + " has no column " + name));
    }

    private static LocalRow row(TableSchema schema, Row row) {
        return new LocalRow(
                schema.name(),
                row.text(schema.key()),
                Columns.payload(schema, row),
                stamp(row),
                row.number("version"),
                row.flag(Columns.PENDING));
    }

    private static ChangeStamp stamp(Row row) {
        return new ChangeStamp(
                row.textOrNull("device_id"), row.text("op_id"), Hlc.parse(row.text("hlc")), row.number("clock"));
    }

    private static List<@Nullable Object> stampValues(SyncChange change) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(change.stamp().clock());
        values.add(change.stamp().hlc().toString());
        values.add(change.stamp().opId());
        values.add(change.stamp().deviceId());
        values.add(change.serverVersion());
        return values;
    }
}
