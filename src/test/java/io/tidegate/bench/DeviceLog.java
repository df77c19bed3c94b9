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
import io.tidegate.protocol.wire.SyncScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;

/** Sixteen devices that push batches of fifty new rows, into one workspace or each into its own, and pull them. */
final class DeviceLog {
    private static final int DEVICES = 16;
    private static final int PUSHES = 20;
    private static final int BATCH = 50;
    private static final int PULLS = 50;

    private final Jdbi jdbi;
    private final DeviceGateway gateway;
    private int round;

    DeviceLog(BenchNode node) {
        this.jdbi = node.jdbi();
        this.gateway = new DeviceGateway(new OrganizationScope(node.database()), BenchNode::now);
        jdbi.useHandle(handle -> {
            handle.execute(
                    "insert into organizations (slug, name) select 'bench' || n, 'Bench' from generate_series(1, ?) n",
                    DEVICES);
            handle.execute("insert into people (email, name, created_at) values ('bench', 'Bench', now())");
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
                                        Map.of("text", "x".repeat(200))),
                                new ChangeStamp(device.id(), id, hlc, 1))
                        .json());
            }
            PushResult result = gateway.push(device, SyncScope.of(device.slug()), ops);
            if (result.results().stream().anyMatch(each -> each.status() != OpResult.Status.APPLIED)) {
                throw new IllegalStateException("not all was applied: " + result.results());
            }
        }
    }

    private void pullAll(Device device) {
        long cursor = 0;
        for (int i = 0; i < PULLS; i++) {
            cursor = gateway.pull(device, PullRequest.after(SyncScope.of(device.slug()), cursor))
                    .nextCursor();
        }
    }
}
