package io.tidegate.device.log;

import io.tidegate.device.log.CounterStore.Counter;
import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.Hlc;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.SyncChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The log itself: {@code change_log}. */
public final class LogStore {
    private static final String BY_OP = """
            select l.* from unnest(cast(:ops as text[])) as named(op)
            cross join lateral (
                select server_version, table_name, pk, op, payload, clock, hlc, device_id, op_id from change_log
                where workspace_id = :workspace and op_id = named.op limit 1) l
            """;

    private static final String APPEND = """
            insert into change_log (workspace_id, server_version, table_name, pk, op, payload, clock, hlc, device_id, op_id,
                project_id, was_project_id, created_at)
            select :workspace, e.version, e.tab, e.pk, e.op, e.payload, e.clock, e.hlc, e.device, e.id,
                e.project, e.was, :now
            from jsonb_to_recordset(cast(:entries as jsonb)) as e(version bigint, tab text, pk text, op text, payload jsonb,
                clock bigint, hlc text, device text, id text, project text, was text)
            """;

    /** Floor and entries in one statement: no deletion comes between them. */
    private static final String AFTER = """
            select c.version as head, c.floor, e.*
            from server_version_counter c left join lateral (
                select l.server_version, l.table_name, l.pk, l.op, l.payload, l.clock, l.hlc, l.device_id,
                    coalesce(l.row_op_id, l.op_id) as op_id, l.project_id, l.was_project_id
                from change_log l
                where l.workspace_id = c.workspace_id and l.server_version > :version
                    and (cast(:project as text) is null or l.table_name <> all(:projectTables)
                        or l.project_id = :project or l.was_project_id = :project)
                    and (cardinality(cast(:tables as text[])) = 0 or l.table_name = any(:tables))
                order by l.server_version
                limit :most) e on true
            where c.workspace_id = :workspace
            order by e.server_version
            """;

    private final Jdbi jdbi;

    public LogStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What the log still knows of these ops, by their ids. */
    public Map<String, SyncChange> byOp(long workspace, Collection<String> ops) {
        Map<String, SyncChange> byOp = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(BY_OP)
                .bind("workspace", workspace)
                .bindArray("ops", String.class, ops)
                .map((row, context) -> change(row))
                .forEach(change -> byOp.put(change.stamp().opId(), change)));
        return byOp;
    }

    /** Adds entries, whose versions follow the last one. */
    public void append(long workspace, List<LogEntry> entries, Instant now) {
        String json = PayloadJson.text(entries.stream().map(LogStore::json).toList());
        jdbi.useHandle(handle -> handle.createUpdate(APPEND)
                .bind("workspace", workspace)
                .bind("entries", json)
                .bind("now", now)
                .execute());
    }

    /** Binds a workspace and some versions, which lie close together, by their range, too: that is what an index finds. */
    static Update named(Update update, long workspace, Collection<Long> versions) {
        return update.bind("workspace", workspace)
                .bind(
                        "first",
                        versions.stream().mapToLong(Long::longValue).min().orElse(0))
                .bind("last", versions.stream().mapToLong(Long::longValue).max().orElse(0))
                .bindArray("versions", Long.class, versions);
    }

    private static Map<String, @Nullable Object> json(LogEntry entry) {
        SyncChange change = entry.change();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", change.serverVersion());
        json.put("tab", change.table());
        json.put("pk", change.pk());
        json.put("op", change.op().word());
        if (change.payload() != null) {
            json.put("payload", change.payload());
        }
        json.put("clock", change.stamp().clock());
        json.put("hlc", change.stamp().hlc().toString());
        json.put("device", change.stamp().deviceId());
        json.put("id", change.stamp().opId());
        json.put("project", entry.project());
        json.put("was", entry.wasProject());
        return json;
    }

    /**
     * The next entries after a version that are for who asks so.
     *
     * @param project null: of whichever project
     * @param tables empty: of all
     */
    Tail after(long workspace, long version, @Nullable String project, Set<String> tables, int most) {
        List<LogEntry> entries = new ArrayList<>();
        List<Counter> counters = jdbi.withHandle(handle -> handle.createQuery(AFTER)
                .bind("workspace", workspace)
                .bind("version", version)
                .bind("project", project)
                .bindArray("projectTables", String.class, LogEntry.OF_PROJECTS)
                .bindArray("tables", String.class, tables)
                .bind("most", most)
                .map((row, context) -> {
                    if (row.getString("table_name") != null) {
                        entries.add(entry(row));
                    }
                    return new Counter(row.getLong("head"), row.getLong("floor"));
                })
                .list());
        Counter counter = counters.isEmpty() ? Counter.NEW : counters.get(0);
        return new Tail(entries, counter.head(), counter.floor());
    }

    private static LogEntry entry(ResultSet row) throws SQLException {
        return new LogEntry(change(row), row.getString("project_id"), row.getString("was_project_id"));
    }

    static SyncChange change(ResultSet row) throws SQLException {
        String payload = row.getString("payload");
        return new SyncChange(
                row.getLong("server_version"),
                row.getString("table_name"),
                OpKind.of(row.getString("op")),
                row.getString("pk"),
                payload == null ? null : PayloadJson.object(payload),
                stamp(row));
    }

    static ChangeStamp stamp(ResultSet row) throws SQLException {
        return new ChangeStamp(
                row.getString("device_id"),
                row.getString("op_id"),
                Hlc.parse(row.getString("hlc")),
                row.getLong("clock"));
    }
}
