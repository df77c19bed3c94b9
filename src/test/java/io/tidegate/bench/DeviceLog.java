package io.tidegate.bench;

import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.device.Device;
import io.tidegate.device.DeviceGateway;
import io.tidegate.device.DeviceRole;
import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.Hlc;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.wire.OpResult;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.protocol.wire.SnapshotPage;
import io.tidegate.protocol.wire.SyncScope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Sixteen devices that push fifty new rows at a time, into one workspace or each into its own, and read them. */
final class DeviceLog {
    private static final int DEVICES = 16;
    private static final int PUSHES = 50;
    private static final int BATCH = 50;
    private static final int PULLS = 50;
    private static final int PAGE = 1_000;
    private static final int SNAPSHOT = 50_000;
    private static final String TEXT = "x".repeat(200);

    private final DataSource database;
    private final Jdbi jdbi;
    private final DeviceGateway gateway;
    private int round;

    DeviceLog(BenchNode node) {
        this.database = node.database();
        this.jdbi = node.jdbi();
        this.gateway = new DeviceGateway(new OrganizationScope(node.database()), BenchNode::now);
        jdbi.useHandle(handle -> {
            handle.execute(
                    "insert into organizations (slug, name) select 'bench' || n, 'Bench' from generate_series(1, ?) n",
                    DEVICES);
            handle.execute("insert into people (email, name, created_at) values ('bench', 'Bench', now())");
            handle.execute("create table bench_plain (id text primary key, data jsonb not null)");
        });
    }

    /** The devices, each in a workspace of its own or all in one. */
    private List<Device> devices(int workspaces) {
        List<Long> numbers = jdbi.withHandle(
                handle -> handle.createQuery("select id from organizations where slug like 'bench%' order by id")
                        .mapTo(Long.class)
                        .list());
        long person = jdbi.withHandle(handle -> handle.createQuery("select id from people where email = 'bench'")
                .mapTo(Long.class)
                .one());
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            int at = i % workspaces;
            devices.add(new Device(numbers.get(at), "bench" + (at + 1), person, "device" + i, DeviceRole.EDITOR));
        }
        return devices;
    }

    /** Ops a second that sixteen devices push into so many workspaces. */
    double opsPerSecond(int workspaces) throws InterruptedException, ExecutionException {
        round++;
        double seconds = atOnce(devices(workspaces), this::pushAll);
        return DEVICES * PUSHES * BATCH / seconds;
    }

    /** Pages of a hundred changes a second that sixteen devices pull from one workspace. */
    double pullsPerSecond() throws InterruptedException, ExecutionException {
        double seconds = atOnce(devices(1), this::pullAll);
        return DEVICES * PULLS / seconds;
    }

    private interface Work {
        void of(Device device);
    }

    private static double atOnce(List<Device> devices, Work work) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(DEVICES);
        try {
            long began = System.nanoTime();
            List<Callable<Device>> all = new ArrayList<>();
            devices.forEach(device -> all.add(() -> {
                work.of(device);
                return device;
            }));
            for (Future<Device> each : threads.invokeAll(all)) {
                each.get();
            }
            return (System.nanoTime() - began) / 1e9;
        } finally {
            threads.shutdownNow();
        }
    }

    private void pushAll(Device device) {
        for (int push = 0; push < PUSHES; push++) {
            List<Map<String, ?>> ops = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                String id = round + "-" + device.id() + "-" + push + "-" + i;
                Hlc hlc = new Hlc(BenchNode.now().toEpochMilli(), i, device.workspace());
                ops.add(new PendingOp(
                                "messages",
                                OpKind.PUT,
                                id,
                                Map.of(
                                        "threadId",
                                        "t" + i % 5,
                                        "role",
                                        "user",
                                        "index",
                                        i,
                                        "orderKey",
                                        hlc.toString(),
                                        "data",
                                        Map.of("text", TEXT)),
                                new ChangeStamp(device.id(), id, hlc, 1))
                        .json());
            }
            PushResult result = gateway.push(device, SyncScope.of(device.slug()), ops);
            if (result.results().stream().anyMatch(each -> each.status() != OpResult.Status.APPLIED)) {
                throw new IllegalStateException("not all was applied: " + result.results());
            }
        }
    }

    /** The ceiling: as many rows a second that as many threads insert into one plain table, a commit for each push. */
    double plainOpsPerSecond() throws InterruptedException, ExecutionException {
        round++;
        return DEVICES * PUSHES * BATCH / atOnce(devices(1), this::insertAll);
    }

    private void insertAll(Device device) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into bench_plain (id, data) values (?, cast(? as jsonb))")) {
                for (int push = 0; push < PUSHES; push++) {
                    for (int i = 0; i < BATCH; i++) {
                        insert.setString(1, round + "-" + device.id() + "-" + push + "-" + i);
                        insert.setString(2, "{\"text\":\"" + TEXT + "\"}");
                        insert.addBatch();
                    }
                    insert.executeBatch();
                    connection.commit();
                }
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many seconds a device takes for all of a workspace of 50,000 rows, a page of 1,000 after the other. */
    double snapshotSeconds() {
        Device device = devices(DEVICES).get(DEVICES - 1);
        jdbi.useHandle(handle -> handle.execute(
                "insert into synced_messages (workspace_id, id, thread_id, role, data, index, order_key, clock, hlc, op_id,"
                        + " server_version) select ?, 's' || n, 't' || n % 100, 'user', jsonb_build_object('text', cast(? as text)), n,"
                        + " '', 1, lpad('', 12, '0') || '-0000-' || lpad('', 16, '0'), 's' || n, 0"
                        + " from generate_series(1, ?) n",
                device.workspace(), TEXT, SNAPSHOT));
        long began = System.nanoTime();
        String token = null;
        int rows = 0;
        do {
            SnapshotPage page = gateway.snapshot(device, SyncScope.of(device.slug()), token, PAGE);
            rows += page.changes().size();
            token = page.nextPageToken();
        } while (token != null);
        double seconds = (System.nanoTime() - began) / 1e9;
        if (rows < SNAPSHOT) {
            throw new IllegalStateException("the snapshot has " + rows + " rows, not " + SNAPSHOT);
        }
        return seconds * SNAPSHOT / rows;
    }

    private void pullAll(Device device) {
        long cursor = 0;
        for (int i = 0; i < PULLS; i++) {
            cursor = gateway.pull(device, PullRequest.after(SyncScope.of(device.slug()), cursor))
                    .nextCursor();
        }
    }
}
