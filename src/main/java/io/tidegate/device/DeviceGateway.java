package io.tidegate.device;

import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.device.log.CounterStore.Counter;
import io.tidegate.device.log.Pulls;
import io.tidegate.device.log.Snapshots;
import io.tidegate.device.log.Tail;
import io.tidegate.device.log.push.Pushes;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.ColumnType;
import io.tidegate.protocol.Limits;
import io.tidegate.protocol.SyncTables;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PullResponse;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.protocol.wire.SnapshotPage;
import io.tidegate.protocol.wire.SyncException;
import io.tidegate.protocol.wire.SyncScope;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What devices may ask of a workspace, whichever way they reach it. A refused call throws a {@link SyncException}. */
public final class DeviceGateway {
    private final Pushes pushes;
    private final Pulls pulls;
    private final Snapshots snapshots;

    public DeviceGateway(OrganizationScope scope, InstantSource clock) {
        pushes = new Pushes(scope, clock);
        pulls = new Pulls(scope, clock);
        snapshots = new Snapshots(scope, clock);
    }

    /**
     * Takes writes in their order.
     *
     * @param opsJson 1 to 100 ops as JSON has them; one that is malformed is rejected alone
     * @throws SyncException UNAUTHORIZED for a viewer, NOT_FOUND for another workspace, OVERSIZED for too many ops,
     *     VALIDATION_ERROR for none, SNAPSHOT_REQUIRED when the device's cursor lies below what is retained
     */
    public PushResult push(Device device, SyncScope scope, List<?> opsJson) {
        requireWriter(device, scope);
        return pushes.push(device.workspace(), device.id(), opsJson);
    }

    /**
     * The same without waiting: the result comes when the push is committed, or failed as {@link #push(Device, SyncScope,
     * List)} would. One that is cancelled before it was begun is not written.
     *
     * @param turns runs the transaction, where this push is the first of those that share it
     * @throws SyncException for what is wrong with the push itself
     */
    public CompletableFuture<PushResult> push(Device device, SyncScope scope, List<?> opsJson, Executor turns) {
        requireWriter(device, scope);
        return pushes.push(device.workspace(), device.id(), opsJson, turns);
    }

    private static void requireWriter(Device device, SyncScope scope) {
        require(device, scope);
        if (!device.role().mayWrite()) {
            throw new SyncException(Code.UNAUTHORIZED, "a viewer's device reads, and does not write");
        }
    }

    /**
     * What came after a cursor.
     *
     * @throws SyncException VALIDATION_ERROR for a limit, cursor or table that is none, NOT_FOUND for another workspace,
     *     SNAPSHOT_REQUIRED when the log does not hold what came after the cursor
     */
    public PullResponse pull(Device device, PullRequest request) {
        require(device, request.scope());
        requireRange("limit", request.limit(), Limits.MOST_PULLED);
        if (request.cursor() < 0) {
            throw new SyncException(Code.VALIDATION_ERROR, "cursor counts from 0");
        }
        for (String table : request.tables()) {
            if (SyncTables.find(table) == null) {
                throw new SyncException(Code.VALIDATION_ERROR, "tables names one that is not synced");
            }
        }
        return pulls.pull(device.workspace(), device.id(), device.person(), request);
    }

    /**
     * A page of what stands: live rows as puts, tombstones as deletes.
     *
     * @param pageToken of the page before; null for the first
     * @throws SyncException VALIDATION_ERROR for a size or token that is none, NOT_FOUND for another workspace,
     *     SNAPSHOT_REQUIRED when the token is older than an hour
     */
    public SnapshotPage snapshot(Device device, SyncScope scope, @Nullable String pageToken, int pageSize) {
        require(device, scope);
        requireRange("pageSize", pageSize, Limits.MOST_PULLED);
        return snapshots.page(device.workspace(), scope.projectId(), pageToken, pageSize);
    }

    /**
     * Notes that a device knows everything up to a version.
     *
     * @throws SyncException UNAUTHORIZED for another device than the token's, CONFLICT when it would move backwards,
     *     VALIDATION_ERROR beyond the head, SNAPSHOT_REQUIRED below the floor
     */
    public void moveCursor(Device device, String deviceId, long version) {
        if (!device.id().equals(deviceId)) {
            throw new SyncException(Code.UNAUTHORIZED, "a device moves its own cursor only");
        }
        pulls.move(device.workspace(), device.id(), device.person(), version);
    }

    /**
     * For whoever watches: the next entries after a version, whomever they are for, with the log's head and floor at that
     * moment. Fewer than {@code most} only at the log's end.
     *
     * @param workspace the organization's number
     * @throws SyncException SNAPSHOT_REQUIRED when the log does not hold what came after the version
     */
    public Tail after(long workspace, long version, int most) {
        return pulls.after(workspace, version, most);
    }

    /** Where a workspace's log ends and begins. */
    public Counter counter(long workspace) {
        return pulls.counter(workspace);
    }

    private static void require(Device device, SyncScope scope) {
        if (!scope.workspaceId().equals(device.slug())) {
            throw new SyncException(Code.NOT_FOUND, "this device's workspace is " + device.slug());
        } else if (scope.projectId() != null && !ColumnType.KEY.holds(scope.projectId())) {
            throw new SyncException(Code.VALIDATION_ERROR, "projectId is " + ColumnType.KEY.meaning());
        }
    }

    private static void requireRange(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new SyncException(Code.VALIDATION_ERROR, name + " is 1 to " + most);
        }
    }
}
