package io.tidegate.fleet;

import io.tidegate.client.SyncProvider;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.wire.OpResult;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PullResponse;
import io.tidegate.protocol.wire.PushBatch;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.protocol.wire.SnapshotPage;
import io.tidegate.protocol.wire.SyncScope;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes down what the server said of each op before the device applies it; for the rest it is the provider behind it. */
final class NotingProvider implements SyncProvider {
    private final SyncProvider behind;
    private final Evidence evidence;

    NotingProvider(SyncProvider behind, Evidence evidence) {
        this.behind = behind;
        this.evidence = evidence;
    }

    @Override
    public PushResult push(PushBatch batch) {
        PushResult result = behind.push(batch);
        Map<String, PendingOp> asked = batch.ops().stream().collect(Collectors.toMap(PendingOp::opId, op -> op));
        evidence.keep(result.results().stream()
                .map(each -> line(asked.get(each.opId()), each))
                .toList());
        return result;
    }

    private static Evidence.Line line(@Nullable PendingOp op, OpResult result) {
        Long version = result.serverVersion();
        return op == null
                ? new Evidence.Line(Evidence.Kind.ANSWERED, "", "UNASKED", new Stamp(0, "", result.opId()), 0)
                : Evidence.Line.of(Evidence.Kind.ANSWERED, op, result.status().name(), version == null ? 0 : version);
    }

    @Override
    public String id() {
        return behind.id();
    }

    @Override
    public Mode mode() {
        return behind.mode();
    }

    @Override
    public @Nullable String requiredToken() {
        return behind.requiredToken();
    }

    @Override
    public PullResponse pull(PullRequest request) {
        return behind.pull(request);
    }

    @Override
    public SnapshotPage snapshot(SyncScope scope, @Nullable String pageToken, int pageSize) {
        return behind.snapshot(scope, pageToken, pageSize);
    }

    @Override
    public void moveCursor(SyncScope scope, String deviceId, long version) {
        behind.moveCursor(scope, deviceId, version);
    }

    @Override
    public Subscription subscribe(SyncScope scope, long cursor, Set<String> tables, Watcher watcher) {
        return behind.subscribe(scope, cursor, tables, watcher);
    }

    @Override
    public void dispose() {
        behind.dispose();
    }
}
