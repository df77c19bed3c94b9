package io.tidegate.device.log;

import io.tidegate.device.log.RowStore.Shown;
import io.tidegate.protocol.SyncChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** What is left of deleted records: {@code tombstones}. */
public final class TombstoneStore {
    private static final String CHANGE = """
            select t.server_version, t.table_name, t.pk, 'delete' as op, cast(null as jsonb) as payload, t.clock, t.hlc,
                t.device_id, t.op_id, t.project_id
            from tombstones t
            """;

    private static final String FIND = """
            select t.server_version, t.table_name, t.pk, 'delete' as op, cast(null as jsonb) as payload, t.clock, t.hlc,
                t.device_id, t.op_id, t.project_id
            from unnest(cast(:tables as text[]), cast(:keys as text[])) as named(tab, key)
            cross join lateral (
                select * from tombstones
                where workspace_id = :workspace and table_name = named.tab and pk = named.key limit 1) t
            """;

    private static final String KEEP = """
            insert into tombstones (workspace_id, table_name, pk, clock, hlc, op_id, device_id, server_version, project_id,
                deleted_at)
            select l.workspace_id, l.table_name, l.pk, l.clock, l.hlc, l.op_id, l.device_id, l.server_version, l.project_id,
                l.created_at
            from change_log l
            where l.workspace_id = :workspace and l.server_version between :first and :last
                and l.server_version = any(:versions) and l.op = 'delete'
            on conflict (workspace_id, table_name, pk) do update set clock = excluded.clock, hlc = excluded.hlc,
                op_id = excluded.op_id, device_id = excluded.device_id, server_version = excluded.server_version,
                project_id = excluded.project_id, deleted_at = excluded.deleted_at
            """;

    private static final String DROP = """
            delete from tombstones t using change_log l
            where l.workspace_id = :workspace and l.server_version between :first and :last
                and l.server_version = any(:versions) and l.op = 'put'
                and t.workspace_id = l.workspace_id and t.table_name = l.table_name and t.pk = l.pk
            """;

    private static final String SHOWN = """
            where t.workspace_id = :workspace and t.server_version <= :watermark
                and (cast(:project as text) is null or t.table_name <> all(:projectTables) or t.project_id = :project)
            """;

    /** By version: a record's key alone is not unique here. */
    private static final String PAGE = CHANGE + SHOWN + """
                and t.server_version > :after
            order by t.server_version
            limit :most
            """;

    private static final String COUNT = "select count(*) from tombstones t\n" + SHOWN;

    private final Jdbi jdbi;

    public TombstoneStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What stands of records that are gone. */
    public Map<RecordKey, Standing> standing(long workspace, Collection<RecordKey> keys) {
        Map<RecordKey, Standing> standing = new HashMap<>();
        ask(workspace, keys, row -> {
            RecordKey key = new RecordKey(row.getString("table_name"), row.getString("pk"));
            String parent = key.table().equals("threads") ? row.getString("project_id") : null;
            standing.put(key, new Standing(LogStore.stamp(row), row.getLong("server_version"), true, parent));
        });
        return standing;
    }

    /** The tombstones of records that have one. */
    public Map<RecordKey, SyncChange> find(long workspace, Collection<RecordKey> keys) {
        Map<RecordKey, SyncChange> found = new HashMap<>();
        ask(workspace, keys, row -> {
            SyncChange change = LogStore.change(row);
            found.put(new RecordKey(change.table(), change.pk()), change);
        });
        return found;
    }

    private void ask(long workspace, Collection<RecordKey> keys, Row each) {
        jdbi.useHandle(handle -> handle.createQuery(FIND)
                .bind("workspace", workspace)
                .bindArray(
                        "tables",
                        String.class,
                        keys.stream().map(RecordKey::table).toList())
                .bindArray(
                        "keys", String.class, keys.stream().map(RecordKey::pk).toList())
                .map((row, context) -> {
                    each.read(row);
                    return true;
                })
                .list());
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    /** Keeps one for each of these entries of the log that is a delete. */
    public void keep(long workspace, Collection<Long> versions) {
        follow(KEEP, workspace, versions);
    }

    /** Takes away those of records that these entries of the log bring back. */
    public void drop(long workspace, Collection<Long> versions) {
        follow(DROP, workspace, versions);
    }

    private void follow(String sql, long workspace, Collection<Long> versions) {
        jdbi.useHandle(handle ->
                LogStore.named(handle.createUpdate(sql), workspace, versions).execute());
    }

    /** The next ones after a version. */
    List<SyncChange> page(Shown shown, long after, int most) {
        return jdbi.withHandle(handle -> handle.createQuery(PAGE)
                .bind("workspace", shown.workspace())
                .bind("project", shown.project())
                .bind("watermark", shown.watermark())
                .bindArray("projectTables", String.class, LogEntry.OF_PROJECTS)
                .bind("after", after)
                .bind("most", most)
                .map((row, context) -> LogStore.change(row))
                .list());
    }

    long count(Shown shown) {
        return jdbi.withHandle(handle -> handle.createQuery(COUNT)
                .bind("workspace", shown.workspace())
                .bind("project", shown.project())
                .bind("watermark", shown.watermark())
                .bindArray("projectTables", String.class, LogEntry.OF_PROJECTS)
                .mapTo(Long.class)
                .one());
    }
}
