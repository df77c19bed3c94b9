package io.tidegate.client.backend;

import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.InvalidOpException;
import io.tidegate.protocol.Merge;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.OpResult;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PullResponse;
import io.tidegate.protocol.wire.PushBatch;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.protocol.wire.SnapshotPage;
import io.tidegate.protocol.wire.SyncException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One workspace: a log and what it folds to, by the protocol's rule. It knows no projects. */
public final class MemoryBackend {
    private final InstantSource time;
    private final List<SyncChange> log = new ArrayList<>();
    private final Map<String, SyncChange> byOpId = new HashMap<>();
    private final TreeMap<String, SyncChange> standing = new TreeMap<>();
    private final Map<String, Long> cursors = new HashMap<>();
    private long floor;

    public MemoryBackend(InstantSource time) {
        this.time = time;
    }

    /** Takes a push as a whole. */
    public synchronized PushResult push(PushBatch batch) {
        if (cursors.getOrDefault(batch.deviceId(), floor) < floor) {
            throw new SyncException(Code.SNAPSHOT_REQUIRED, "the log does not reach back so far");
        }
        List<OpResult> results = batch.ops().stream().map(this::take).toList();
        return new PushResult(head(), results);
    }

    private OpResult take(PendingOp op) {
        SyncChange known = byOpId.get(op.opId());
        if (known != null) {
            return known.stamp().isOf(op.stamp())
                            && known.pk().equals(op.pk())
                            && known.table().equals(op.table())
                    ? OpResult.replayed(op.opId(), known.serverVersion())
                    : OpResult.rejected(op.opId(), Code.CONFLICT, "the op id is taken");
        }
        SyncChange before = standing.get(key(op.table(), op.pk()));
        ChangeStamp stamp = before == null ? null : before.stamp();
        Instant now = time.instant();
        try {
            op.check();
            Merge.requireSound(op.stamp(), stamp, now);
        } catch (InvalidOpException e) {
            return OpResult.rejected(op.opId(), Code.VALIDATION_ERROR, String.valueOf(e.getMessage()));
        }
        return switch (Merge.judge(op, stamp, now)) {
            case APPLIED -> OpResult.applied(op.opId(), append(op));
            case REPLAYED -> OpResult.replayed(op.opId(), before == null ? 0 : before.serverVersion());
            case SUPERSEDED -> OpResult.superseded(op.opId(), before);
        };
    }

    private long append(PendingOp op) {
        SyncChange change = new SyncChange(head() + 1, op.table(), op.op(), op.pk(), op.payload(), op.stamp());
        log.add(change);
        byOpId.put(op.opId(), change);
        standing.put(key(op.table(), op.pk()), change);
        return change.serverVersion();
    }

    /** A page of the log. */
    public synchronized PullResponse pull(PullRequest request, String deviceId) {
        if (request.cursor() < floor) {
            throw new SyncException(Code.SNAPSHOT_REQUIRED, "the log does not reach back so far");
        }
        if (cursors.getOrDefault(deviceId, -1L) < floor) {
            // its first pull, or the first after a snapshot
            cursors.put(deviceId, request.cursor());
        }
        List<SyncChange> after = after(request.cursor());
        List<SyncChange> page = after.subList(0, Math.min(request.limit(), after.size()));
        long next =
                page.isEmpty() ? request.cursor() : page.get(page.size() - 1).serverVersion();
        return new PullResponse(page, next, page.size() < after.size(), floor);
    }

    /** A page of what stands, without what is later than the first page. */
    public synchronized SnapshotPage snapshot(@Nullable String pageToken, int pageSize) {
        String[] place = pageToken == null ? new String[] {String.valueOf(head()), ""} : pageToken.split(" ", 2);
        long watermark = Long.parseLong(place[0]);
        List<SyncChange> page = new ArrayList<>();
        String last = place[1];
        for (Map.Entry<String, SyncChange> each :
                standing.tailMap(place[1], false).entrySet()) {
            if (page.size() == pageSize) {
                return new SnapshotPage(page, watermark, watermark + " " + last, standing.size());
            }
            last = each.getKey();
            if (each.getValue().serverVersion() <= watermark) {
                page.add(each.getValue());
            }
        }
        return new SnapshotPage(page, watermark, null, standing.size());
    }

    /** Takes note of a device's cursor. */
    public synchronized void moveCursor(String deviceId, long version) {
        if (version < cursors.getOrDefault(deviceId, 0L)) {
            throw new SyncException(Code.CONFLICT, "a cursor never goes back");
        } else if (version > head()) {
            throw new SyncException(Code.VALIDATION_ERROR, "there is no such version yet");
        }
        cursors.put(deviceId, version);
    }

    /** Everything after a version that is still in the log. */
    public synchronized List<SyncChange> after(long version) {
        int first = (int) Math.max(0, Math.min(log.size(), version - floor));
        return List.copyOf(log.subList(first, log.size()));
    }

    /** Forgets its log up to a version, and the tombstones that lie there. */
    public synchronized void forget(long version) {
        log.subList(0, (int) (version - floor)).clear();
        floor = version;
        standing.values().removeIf(each -> each.op() == OpKind.DELETE && each.serverVersion() <= version);
        // what the log forgot is known by its record alone
        byOpId.values().removeIf(each -> each.serverVersion() <= version);
    }

    /** What stands of a record; null where it is nothing. */
    public synchronized @Nullable SyncChange standing(String table, String pk) {
        return standing.get(key(table, pk));
    }

    /** The rows that stand, without tombstones. */
    public synchronized List<SyncChange> rows() {
        return standing.values().stream()
                .filter(each -> each.op() == OpKind.PUT)
                .toList();
    }

    public synchronized long head() {
        return floor + log.size();
    }

    public synchronized long floor() {
        return floor;
    }

    /** Where a device's cursor is; -1 where it has none. */
    public synchronized long cursor(String deviceId) {
        return cursors.getOrDefault(deviceId, -1L);
    }

    private static String key(String table, String pk) {
        return table + "/" + pk;
    }
}
