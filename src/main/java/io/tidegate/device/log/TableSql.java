package io.tidegate.device.log;

import io.tidegate.protocol.Column;
import io.tidegate.protocol.SyncTables;
import io.tidegate.protocol.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The statements on one table that devices write, made of its schema; so a new table is one entry there and one migration.
 *
 * @param stamps what stands of some keys, without payloads
 * @param changes some live rows as puts
 * @param page the next live rows as puts, by their keys, up to a watermark
 * @param count about how many rows these are in all
 * @param put makes rows of entries of the log
 * @param delete marks rows as entries of the log say
 */
record TableSql(String stamps, String changes, String page, String count, String put, String delete) {
    /** Of all tables that devices write, by name, in the registry's order. */
    static final List<TableSchema> WRITABLE =
            SyncTables.all().stream().filter(TableSchema::writable).toList();

    private static final Map<String, TableSql> BY_TABLE =
            WRITABLE.stream().collect(Collectors.toUnmodifiableMap(TableSchema::name, TableSql::of));

    /** Whose value decides to which project a row belongs. */
    private static String parent(TableSchema table) {
        return switch (table.name()) {
            case "threads" -> "r.project_id";
            case "messages" -> "r.thread_id";
            default -> "cast(null as text)";
        };
    }

    private static String inProject(TableSchema table) {
        return switch (table.name()) {
            case "projects" -> "r.id = :project";
            case "threads" -> "r.project_id = :project";
            case "messages" -> """
                exists (select from synced_threads t
                    where t.workspace_id = r.workspace_id and t.id = r.thread_id and not t.deleted
                        and t.project_id = :project)""";
            default -> "true";
        };
    }

    static TableSql of(String table) {
        return Objects.requireNonNull(BY_TABLE.get(table), table);
    }

    private static TableSql of(TableSchema table) {
        String name = table.name();
        String key = table.key();
        List<Column> own = table.columns().stream()
                .filter(column -> !column.name().equals(key))
                .toList();
        String live = """
            from synced_%s r
            where r.workspace_id = :workspace and not r.deleted
            """.formatted(name);
        String change = "select r.server_version, '%s' as table_name, r.%s as pk, 'put' as op, %s as payload,\n"
                        .formatted(name, key, payload(table))
                + "    r.clock, r.hlc, r.device_id, r.op_id\n";
        // each key by itself, in the primary key: as one list, and before the table has statistics, PostgreSQL reads
        // all rows of the workspace instead
        String named = """
            from unnest(cast(:keys as text[])) as named(key)
            cross join lateral (
                select * from synced_%s s where s.workspace_id = :workspace and s.%s = named.key limit 1) r
            """.formatted(name, key);
        String shown = "    and r.server_version <= :watermark and (cast(:project as text) is null or %s)\n"
                .formatted(inProject(table));
        return new TableSql(
                """
                select r.%s as pk, r.clock, r.hlc, r.device_id, r.op_id, r.server_version, r.deleted, %s as parent
                """.formatted(key, parent(table)) + named,
                change + named + "where not r.deleted",
                change + live + shown + "    and r.%s > :after order by r.%s limit :most".formatted(key, key),
                "select count(*)\n" + live + shown,
                """
                insert into synced_%s as r (workspace_id, %s, %s, clock, hlc, device_id, op_id, server_version)
                select l.workspace_id, l.pk, %s, l.clock, l.hlc, l.device_id, l.op_id, l.server_version
                from change_log l cross join lateral jsonb_to_record(l.payload) as p(%s)
                where l.workspace_id = :workspace and l.server_version between :first and :last
                    and l.server_version = any(:versions) and l.table_name = '%s' and l.op = 'put'
                on conflict (workspace_id, %s) do update set %s, deleted = false, deleted_at = null,
                    clock = excluded.clock, hlc = excluded.hlc, device_id = excluded.device_id, op_id = excluded.op_id,
                    server_version = excluded.server_version
                """.formatted(
                                name,
                                key,
                                listed(own, Column::name),
                                listed(own, column -> "p.\"" + column.wire() + "\""),
                                listed(own, column -> "\"" + column.wire() + "\" " + type(column)),
                                name,
                                key,
                                listed(own, column -> column.name() + " = excluded." + column.name())),
                """
                update synced_%s r set deleted = true, deleted_at = l.created_at, clock = l.clock, hlc = l.hlc,
                    device_id = l.device_id, op_id = l.op_id, server_version = l.server_version
                from change_log l
                where l.workspace_id = :workspace and l.server_version between :first and :last
                    and l.server_version = any(:versions) and l.table_name = '%s' and l.op = 'delete' and r.workspace_id = l.workspace_id and r.%s = l.pk
                """.formatted(name, name, key));
    }

    /** A row {@code r} in the form that payloads have, which leaves out what is null. */
    static String payload(TableSchema table) {
        return "(select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(jsonb_build_object("
                + listed(table.columns(), column -> "'" + column.wire() + "', " + said(column))
                + ")) e where e.value <> 'null')";
    }

    private static String said(Column column) {
        String value = "r." + column.name();
        return switch (column.type()) {
            case TIME -> "to_char(" + value + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";
            default -> value;
        };
    }

    private static String type(Column column) {
        return switch (column.type()) {
            case TEXT, KEY, CLOCK -> "text";
            case INTEGER -> "bigint";
            case FLAG -> "boolean";
            case TIME -> "timestamptz";
            case TEXTS, JSON -> "jsonb";
        };
    }

    private static String listed(List<Column> columns, Function<Column, String> each) {
        return columns.stream().map(each).collect(Collectors.joining(", "));
    }
}
