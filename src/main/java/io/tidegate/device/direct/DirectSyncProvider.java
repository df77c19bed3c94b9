package io.tidegate.device.direct;

import io.tidegate.client.SyncProvider;
import io.tidegate.client.TokenSupplier;
import io.tidegate.device.Device;
import io.tidegate.device.DeviceGateway;
import io.tidegate.device.log.Tail;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PullResponse;
import io.tidegate.protocol.wire.PushBatch;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.protocol.wire.SnapshotPage;
import io.tidegate.protocol.wire.SyncException;
import io.tidegate.protocol.wire.SyncScope;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A device's way to a gateway in the same JVM. Each call asks anew who calls, so that a token that was revoked ends it. */
public final class DirectSyncProvider implements SyncProvider {
    /** By which the registry knows it. */
    public static final String ID = "direct";

    private final DeviceGateway gateway;
    private final TokenSupplier tokens;
    private final Function<String, Optional<Device>> devices;
    private final Set<DirectWatch> watches = ConcurrentHashMap.newKeySet();

    /**
     * @param tokens asked for {@link TokenSupplier#GATEWAY}
     * @param devices whose token it is; empty where it is nobody's any more
     */
    public DirectSyncProvider(DeviceGateway gateway, TokenSupplier tokens, Function<String, Optional<Device>> devices) {
        this.gateway = gateway;
        this.tokens = tokens;
        this.devices = devices;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Mode mode() {
        return Mode.DIRECT;
    }

    @Override
    public String requiredToken() {
        return TokenSupplier.GATEWAY;
    }

    /** @throws SyncException as the gateway has it; UNAUTHORIZED also where the batch names another device than the token */
    @Override
    public PushResult push(PushBatch batch) {
        Device device = device();
        if (!device.id().equals(batch.deviceId())) {
            throw new SyncException(Code.UNAUTHORIZED, "this token is the device's " + device.id());
        }
        PushResult result = gateway.push(
                device, batch.scope(), batch.ops().stream().map(PendingOp::json).toList());
        watches.forEach(DirectWatch::look);
        return result;
    }

    @Override
    public PullResponse pull(PullRequest request) {
        return gateway.pull(device(), request);
    }

    @Override
    public SnapshotPage snapshot(SyncScope scope, @Nullable String pageToken, int pageSize) {
        return gateway.snapshot(device(), scope, pageToken, pageSize);
    }

    @Override
    public void moveCursor(SyncScope scope, String deviceId, long version) {
        gateway.moveCursor(device(), deviceId, version);
    }

    /**
     * Listens in a thread of its own, which looks at the log's end each second and after each push of this provider.
     *
     * @throws SyncException SNAPSHOT_REQUIRED when the log does not hold what came after the cursor
     */
    @Override
    public Subscription subscribe(SyncScope scope, long cursor, Set<String> tables, Watcher watcher) {
        read(scope, cursor, 1);
        DirectWatch watch = new DirectWatch(this, scope, cursor, tables, watcher);
        watches.add(watch);
        watch.begin();
        return watch;
    }

    @Override
    public void dispose() {
        watches.forEach(DirectWatch::close);
    }

    /** For a watch: what follows a version. */
    Tail read(SyncScope scope, long version, int most) {
        Device device = device();
        if (!device.slug().equals(scope.workspaceId())) {
            throw new SyncException(Code.NOT_FOUND, "this device's workspace is " + device.slug());
        }
        return gateway.after(device.workspace(), version, most);
    }

    /** A watch is over. */
    void forget(DirectWatch watch) {
        watches.remove(watch);
    }

    private Device device() {
        String token = tokens.token(TokenSupplier.GATEWAY, null);
        Optional<Device> device = token == null ? Optional.empty() : devices.apply(token);
        if (device.isEmpty() && token != null) {
            String fresh = tokens.token(TokenSupplier.GATEWAY, token);
            device = fresh == null || fresh.equals(token) ? Optional.empty() : devices.apply(fresh);
        }
        return device.orElseThrow(() -> new SyncException(
                Code.UNAUTHORIZED,
                token == null ? "nobody is signed in" : "this token is no device's any more: sign in again"));
    }
}
