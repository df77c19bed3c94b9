package io.tidegate.simulation;

import io.tidegate.client.SyncProvider;
import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.device.Device;
import io.tidegate.device.DeviceGateway;
import io.tidegate.device.Workspaces;
import io.tidegate.device.direct.DirectSyncProvider;
import io.tidegate.device.log.LogEntry;
import io.tidegate.device.log.upkeep.LogUpkeep;
import io.tidegate.device.log.upkeep.LogUpkeepStore;
import io.tidegate.protocol.Limits;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.SnapshotPage;
import io.tidegate.protocol.wire.SyncScope;
import io.tidegate.testing.TestDatabase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A workspace at the real gateway, on a real database. */
final class GatewayCloud implements Backend {
    private final DeviceGateway gateway;
    private final LogUpkeep upkeep;
    private final long number;
    private final boolean projects;

    private GatewayCloud(TestDatabase database, InstantSource time, long number, boolean projects) {
        this.projects = projects;
        OrganizationScope scope = new OrganizationScope(database.dataSource());
        this.gateway = new DeviceGateway(scope, time);
        this.upkeep = new LogUpkeep(new LogUpkeepStore(database.jdbi()), scope, time, 3);
        this.number = number;
    }

    /** Two workspaces of an empty database, side by side. */
    static List<Backend> twoOf(TestDatabase database, InstantSource time) {
        return twoOf(database, time, false);
    }

    /** Their threads are of projects; some of the devices follow one of them. */
    static List<Backend> withProjects(TestDatabase database, InstantSource time) {
        return twoOf(database, time, true);
    }

    private static List<Backend> twoOf(TestDatabase database, InstantSource time, boolean projects) {
        new Workspaces(database);
        return List.of(new GatewayCloud(database, time, 1, projects), new GatewayCloud(database, time, 2, projects));
    }

    @Override
    public List<String> tables() {
        return projects ? Values.WITH_PROJECTS : Values.TABLES;
    }

    @Override
    public @Nullable String project(String deviceId) {
        return projects && !deviceId.equals("d0") ? "p" + deviceId.charAt(1) % 2 : null;
    }

    @Override
    public List<SyncChange> after(long version, @Nullable String project) {
        return gateway.after(number, version, Limits.MOST_PULLED).entries().stream()
                .filter(each -> each.isFor(project, Set.of()))
                .map(LogEntry::change)
                .toList();
    }

    @Override
    public String workspace() {
        return device("referee").slug();
    }

    @Override
    public SyncProvider line(String deviceId) {
        return new DirectSyncProvider(gateway, (name, refused) -> deviceId, token -> Optional.of(device(token)));
    }

    @Override
    public List<SyncChange> after(long version) {
        return gateway.after(number, version, Limits.MOST_PULLED).entries().stream()
                .map(LogEntry::change)
                .toList();
    }

    @Override
    public long head() {
        return gateway.counter(number).head();
    }

    @Override
    public long floor() {
        return gateway.counter(number).floor();
    }

    @Override
    public void collect() {
        upkeep.hourly();
    }

    @Override
    public List<SyncChange> rows() {
        List<SyncChange> rows = new ArrayList<>();
        SyncScope scope = SyncScope.of(workspace());
        @Nullable String token = null;
        do {
            SnapshotPage page = gateway.snapshot(device("referee"), scope, token, 5);
            page.changes().stream().filter(each -> each.op() == OpKind.PUT).forEach(rows::add);
            token = page.nextPageToken();
        } while (token != null);
        rows.sort(Comparator.comparing(each -> each.table() + "/" + each.pk()));
        return rows;
    }

    private Device device(String id) {
        return Workspaces.device(number, id);
    }
}
