package io.tidegate.device;

import static io.tidegate.device.Workspaces.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.device.log.upkeep.LogUpkeep;
import io.tidegate.device.log.upkeep.LogUpkeepStore;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.OpResult;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two workspaces with the same keys, op ids and devices know nothing of each other: twice, since each of two would do. */
class IsolationTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final List<String> TABLES = List.of(
            "server_version_counter",
            "change_log",
            "device_cursors",
            "tombstones",
            "synced_threads",
            "synced_messages",
            "synced_projects",
            "synced_posts",
            "synced_kv",
            "synced_file_meta");

    private final Device ours = device(1, "laptop");
    private final Device theirs = device(2, "laptop");
    private Workspaces in;

    @BeforeEach
    void begin() {
        in = new Workspaces(database);
    }

    @AfterEach
    void secure() {
        TABLES.forEach(table -> execute("alter table " + table + " enable row level security"));
    }

    /** Without row-level security the statements alone hold the workspaces apart. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_same_keys_ids_and_devices_do_not_meet(boolean rowSecurity) {
        if (!rowSecurity) {
            TABLES.forEach(table -> execute("alter table " + table + " disable row level security"));
        }
        PendingOp[] ops = {
            in.put("projects", "p", "1", 1, Map.of("name", "P")),
            in.put("threads", "t", "2", 1, Map.of("projectId", "p")),
            in.put(
                    "messages",
                    "m",
                    "3",
                    1,
                    Map.of(
                            "threadId",
                            "t",
                            "role",
                            "user",
                            "index",
                            1,
                            "orderKey",
                            in.hlc(1).toString())),
            in.put("posts", "x", "4", 1, Map.of("title", "T")),
            in.kv("k", "5", 1, "v"),
            in.put("file_meta", "h", "6", 1, Map.of("name", "f")),
            in.delete("kv", "gone", "7", 1)
        };
        in.push(ours, in.kv("first", "0", 1, 0));
        assertThat(in.push(ours, ops).serverVersion()).isEqualTo(8);
        String before = in.texts(dump(1)).toString();

        assertThat(in.pull(theirs, 0)).isEmpty();
        assertThat(in.snapshot(theirs, null, 10)).isEmpty();
        assertThat(in.gateway.counter(2).head()).isZero();
        assertThat(in.push(theirs, ops).results())
                .containsOnly(
                        OpResult.applied("1", 1),
                        OpResult.applied("2", 2),
                        OpResult.applied("3", 3),
                        OpResult.applied("4", 4),
                        OpResult.applied("5", 5),
                        OpResult.applied("6", 6),
                        OpResult.applied("7", 7));
        assertThat(in.push(theirs, ops).results()).extracting(OpResult::status).containsOnly(OpResult.Status.REPLAYED);
        in.push(
                theirs,
                in.put("threads", "t", "8", 2, Map.of("projectId", "q")),
                in.kv("k", "9", 2, "w"),
                in.delete("posts", "x", "10", 2),
                in.delete("projects", "p", "11", 2),
                in.kv("gone", "12", 2, 1));
        assertThat(in.one(theirs, in.kv("k", "13", 1, "lost")).winner())
                .isEqualTo(in.pull(theirs, 8).get(0));
        in.gateway.moveCursor(theirs, "laptop", 13);
        in.clock.tick(Duration.ofDays(40));
        in.gateway.moveCursor(theirs, "laptop", 13);
        execute("update device_cursors set moved_at = '2020-01-01'");
        execute("update change_log set created_at = '2036-01-01' where workspace_id = 1");
        new LogUpkeep(new LogUpkeepStore(database.jdbi()), new OrganizationScope(database.dataSource()), in.clock)
                .hourly();
        assertThat(in.texts("select workspace_id || ' ' || floor from server_version_counter order by 1"))
                .containsExactly("1 0", "2 13");
        assertThat(in.texts(dump(1))).hasToString(before);
        assertThat(in.pull(ours, 0))
                .extracting(SyncChange::serverVersion)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(in.texts("select version from device_cursors where workspace_id = 1"))
                .containsExactly("0");
        assertThat(in.snapshot(ours, null, 3)).hasSize(8);
    }

    private static String dump(long workspace) {
        StringBuilder sql = new StringBuilder("select 'none'");
        TABLES.stream()
                .filter(table -> !table.equals("device_cursors") && !table.equals("change_log"))
                .forEach(table -> sql.append(" union all (select t::text from ")
                        .append(table)
                        .append(" t where workspace_id = ")
                        .append(workspace)
                        .append(" order by 1)"));
        return sql.toString();
    }

    /** With row-level security a statement that names another workspace, or none, comes to nothing. */
    @Test
    void a_statement_without_a_workspace_sees_its_own() {
        in.push(ours, in.kv("a", "1", 1, 1), in.delete("kv", "b", "2", 1));
        in.pull(ours, 0);
        OrganizationScope scope = new OrganizationScope(database.dataSource());
        for (String table :
                List.of("server_version_counter", "change_log", "device_cursors", "tombstones", "synced_kv")) {
            for (String statement : List.of("delete from ", "select * from ")) {
                long seen = scope.within(
                        2,
                        scoped -> scoped.jdbi()
                                .withHandle(handle -> statement.startsWith("select")
                                        ? (long) handle.createQuery(statement + table)
                                                .mapToMap()
                                                .list()
                                                .size()
                                        : (long) handle.execute(statement + table)));
                assertThat(seen).as(statement + table).isZero();
            }
        }
        assertThat(in.pull(ours, 0)).hasSize(2);
    }

    private static void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }
}
