package io.tidegate.device.log;

import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.SyncTables;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The rows of the tables that devices write. */
public final class RowStore {
    /** What was said of these messages before their thread came to its project, is said again with the project. */
    private static final String TELL_AGAIN =
            """
            with told as (
                select m.id, :head + row_number() over (order by m.server_version) as version, t.project_id
                from unnest(cast(:threads as text[]), cast(:versions as bigint[])) as moved(thread, version)
                join synced_threads t on t.workspace_id = :workspace and t.id = moved.thread and not t.deleted
                join synced_messages m on m.workspace_id = :workspace and m.thread_id = moved.thread and not m.deleted
                    and m.server_version < moved.version),
            raised as (
                update synced_messages r set server_version = told.version
                from told where r.workspace_id = :workspace and r.id = told.id
                returning r.*, told.project_id)
            insert into change_log (workspace_id, server_version, table_name, pk, op, payload, clock, hlc, device_id, op_id,
                row_op_id, project_id, created_at)
            select r.workspace_id, r.server_version, 'messages', r.id, 'put', %s, r.clock, r.hlc, r.device_id,
                'moved:' || r.server_version, r.op_id, r.project_id, :now
            from raised r
            """.formatted(TableSql.payload(Objects.requireNonNull(SyncTables.find("messages"))));

    private static final String PROJECTS = """
            select t.id, t.project_id from unnest(cast(:threads as text[])) as named(thread)
            cross join lateral (
                select id, project_id from synced_threads
                where workspace_id = :workspace and id = named.thread limit 1) t
            where t.project_id is not null
            """;

    private final Jdbi jdbi;

    public RowStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What stands of some records of a table, deleted ones included, without what never was there. */
    public Map<RecordKey, Standing> standing(long workspace, String table, Collection<String> keys) {
        Map<RecordKey, Standing> standing = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(TableSql.of(table).stamps())
                .bind("workspace", workspace)
                .bindArray("keys", String.class, keys)
                .map((row, context) -> standing.put(
                        new RecordKey(table, row.getString("pk")),
                        new Standing(
                                LogStore.stamp(row),
                                row.getLong("server_version"),
                                row.getBoolean("deleted"),
                                row.getString("parent"))))
                .list());
        return standing;
    }

    /** In which project threads are; without those that are in none. */
    public Map<String, String> projects(long workspace, Collection<String> threads) {
        Map<String, String> projects = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(PROJECTS)
                .bind("workspace", workspace)
                .bindArray("threads", String.class, threads)
                .map((row, context) -> projects.put(row.getString("id"), row.getString("project_id")))
                .list());
        return projects;
    }

    /** Live rows of a table, as puts. */
    public List<SyncChange> changes(long workspace, String table, Collection<String> keys) {
        return jdbi.withHandle(handle -> handle.createQuery(TableSql.of(table).changes())
                .bind("workspace", workspace)
                .bindArray("keys", String.class, keys)
                .map((row, context) -> LogStore.change(row))
                .list());
    }

    /** Makes the rows of a table what these entries of the log say. */
    public void follow(long workspace, String table, boolean deletes, Collection<Long> versions) {
        TableSql sql = TableSql.of(table);
        jdbi.useHandle(
                handle -> LogStore.named(handle.createUpdate(deletes ? sql.delete() : sql.put()), workspace, versions)
                        .execute());
    }

    /**
     * Says the messages of threads once more, which stood before these came to their projects.
     *
     * @param moved by thread, the version that brought it to its project
     * @return how many versions that took, after {@code head}
     */
    public int tellAgain(long workspace, Map<String, Long> moved, long head, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(TELL_AGAIN)
                .bind("workspace", workspace)
                .bindArray("threads", String.class, List.copyOf(moved.keySet()))
                .bindArray("versions", Long.class, List.copyOf(moved.values()))
                .bind("head", head)
                .bind("now", now)
                .execute());
    }

    /** The next live rows of a table after a key, of a workspace or one of its projects, no later than a watermark. */
    List<SyncChange> page(String table, Shown shown, String after, int most) {
        return jdbi.withHandle(handle -> handle.createQuery(TableSql.of(table).page())
                .bind("workspace", shown.workspace())
                .bind("project", shown.project())
                .bind("watermark", shown.watermark())
                .bind("after", after)
                .bind("most", most)
                .map((row, context) -> LogStore.change(row))
                .list());
    }

    /** How many rows these pages have in all. */
    long count(String table, Shown shown) {
        return jdbi.withHandle(handle -> handle.createQuery(TableSql.of(table).count())
                .bind("workspace", shown.workspace())
                .bind("project", shown.project())
                .bind("watermark", shown.watermark())
                .mapTo(Long.class)
                .one());
    }

    /**
     * What a snapshot shows.
     *
     * @param project null: all
     */
    record Shown(long workspace, @Nullable String project, long watermark) {}
}
