package io.tidegate.device;

import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.Hlc;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.OpResult;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.protocol.wire.SnapshotPage;
import io.tidegate.protocol.wire.SyncScope;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Workspaces, a gateway on a real database, and ops as devices make them. */
public final class Workspaces {
    private static final String[] TABLES = {
        "server_version_counter",
        "change_log",
        "device_cursors",
        "tombstones",
        "synced_threads",
        "synced_messages",
        "synced_projects",
        "synced_posts",
        "synced_kv",
        "synced_file_meta"
    };

    public final SettableClock clock = new SettableClock();
    public final DeviceGateway gateway;
    private final TestDatabase database;

    public Workspaces(TestDatabase database) {
        this.database = database;
        gateway = node();
        database.clear(TABLES);
        database.jdbi().useHandle(handle -> {
            handle.execute("insert into organizations (id, slug, name) values (2, 'theirs', 'Theirs')"
                    + " on conflict do nothing");
            handle.execute("insert into people (id, email, name, created_at)"
                    + " select n, 'p' || n, 'P', now() from generate_series(1, 3) n on conflict do nothing");
        });
    }

    /** Another process's gateway on the same database. */
    public DeviceGateway node() {
        return new DeviceGateway(new OrganizationScope(database.dataSource()), clock);
    }

    /** An editor's device in the workspace of that number. */
    public static Device device(long workspace, String id) {
        return new Device(workspace, workspace == 1 ? "default" : "w" + workspace, 1, id, DeviceRole.EDITOR);
    }

    public static SyncScope scope(Device device) {
        return SyncScope.of(device.slug());
    }

    /** A reading of the clock as it stands. */
    public Hlc hlc(int counter) {
        return new Hlc(clock.instant().toEpochMilli(), counter, 0xa1);
    }

    public PendingOp put(String table, String pk, String opId, long clock, Map<String, @Nullable Object> payload) {
        return new PendingOp(table, OpKind.PUT, pk, payload, new ChangeStamp("d", opId, hlc(0), clock));
    }

    /** A put into {@code kv}. */
    public PendingOp kv(String name, String opId, long clock, @Nullable Object value) {
        return put("kv", name, opId, clock, value == null ? Map.of() : Map.of("value", value));
    }

    public PendingOp delete(String table, String pk, String opId, long clock) {
        return new PendingOp(table, OpKind.DELETE, pk, null, new ChangeStamp("d", opId, hlc(0), clock));
    }

    /** The same op with another hlc. */
    public static PendingOp at(PendingOp op, Hlc hlc) {
        ChangeStamp stamp = op.stamp();
        return new PendingOp(
                op.table(),
                op.op(),
                op.pk(),
                op.payload(),
                new ChangeStamp(stamp.deviceId(), stamp.opId(), hlc, stamp.clock()));
    }

    public PushResult push(Device device, PendingOp... ops) {
        return push(gateway, device, ops);
    }

    /** The same by another gateway. */
    public static PushResult push(DeviceGateway gateway, Device device, PendingOp... ops) {
        return gateway.push(
                device,
                scope(device),
                List.of(ops).stream().map(PendingOp::json).toList());
    }

    /** What became of one op. */
    public OpResult one(Device device, PendingOp op) {
        return push(device, op).results().get(0);
    }

    /** Everything the log has after a cursor. */
    public List<SyncChange> pull(Device device, long cursor) {
        return pull(device, cursor, null);
    }

    /** The same, of a project. */
    public List<SyncChange> pull(Device device, long cursor, @Nullable String project) {
        SyncScope scope = new SyncScope(device.slug(), project);
        return gateway.pull(device, new PullRequest(scope, cursor, 1000, Set.of()))
                .changes();
    }

    /** All pages of a snapshot. */
    public List<SyncChange> snapshot(Device device, @Nullable String project, int size) {
        List<SyncChange> all = new ArrayList<>();
        SyncScope scope = new SyncScope(device.slug(), project);
        String token = null;
        do {
            SnapshotPage page = gateway.snapshot(device, scope, token, size);
            all.addAll(page.changes());
            token = page.nextPageToken();
        } while (token != null);
        return all;
    }

    /** The first column of what a query finds. */
    public List<String> texts(String query) {
        return database.texts(query);
    }
}
