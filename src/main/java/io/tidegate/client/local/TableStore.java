package io.tidegate.client.local;

import io.tidegate.client.file.SyncFileStore.Session;
import io.tidegate.protocol.Column;
import io.tidegate.protocol.SyncTables;
import io.tidegate.protocol.TableSchema;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes the synced tables as the registry has them, and adds the columns that are new in it. */
final class TableStore {
    private final Session session;

    TableStore(Session session) {
        this.session = session;
    }

    void prepare() {
        for (String prefix : List.of("", "stage_")) {
            SyncTables.all().forEach(schema -> prepare(prefix, schema));
            session.update("""
                    create table if not exists %stombstones (
                        table_name text    not null,
                        pk         text    not null,
                        deleted_at text    not null,
                        clock      integer not null,
                        hlc        text    not null,
                        op_id      text    not null,
                        device_id  text,
                        version    integer not null,
                        primary key (table_name, pk)
                    )
                    """.formatted(prefix));
        }
        session.update("""
                create index if not exists messages_thread on messages (thread_id, "index", order_key)
                """);
        // how often a file is named is derived, here as on the server
        session.update("""
                create view if not exists file_references as
                select f.hash,
                    (select count(*) from messages m, json_each(m.file_hashes) h where h.value = f.hash and not m.deleted)
                    + (select count(*) from posts p, json_each(p.file_hashes) h where h.value = f.hash and not p.deleted)
                    as ref_count
                from file_meta f
                where not f.deleted
                """);
    }

    /**
     * What tells this registry from another one: where it changed, rows may lack what the backend has.
     *
     * @param held the tables that are brought in; empty: all
     */
    static String registry(Set<String> held) {
        String all = SyncTables.all().stream()
                .map(schema -> schema.name()
                        + schema.columns().stream().map(Column::name).toList())
                .collect(Collectors.joining(";"));
        return held.isEmpty() ? all : all + " only " + new TreeSet<>(held);
    }

    private void prepare(String prefix, TableSchema schema) {
        StringBuilder sql = new StringBuilder("create table if not exists " + prefix + schema.name() + " ("
                + Columns.quoted(schema.key()) + " text primary key not null");
        Columns.own(schema).forEach(column -> sql.append(", ").append(definition(column)));
        sql.append(", deleted integer not null default 0, deleted_at text");
        if (schema.name().equals(Columns.MESSAGES)) {
            sql.append(", pending integer not null default 0");
        }
        session.update(sql
                + ", clock integer not null, hlc text not null, op_id text not null, device_id text,"
                + " version integer not null)");
        Set<String> there = session.query("select name from pragma_table_info(?)", prefix + schema.name()).stream()
                .map(row -> row.text("name"))
                .collect(Collectors.toSet());
        Columns.own(schema).stream()
                .filter(column -> !there.contains(column.name()))
                .forEach(column ->
                        session.update("alter table " + prefix + schema.name() + " add column " + definition(column)));
    }

    private static String definition(Column column) {
        return Columns.quoted(column.name())
                + switch (column.type()) {
                    case INTEGER, FLAG -> " integer";
                    default -> " text";
                };
    }
}
