package io.tidegate.device.log.push;

import io.tidegate.device.log.LogEntry;
import io.tidegate.device.log.PayloadJson;
import io.tidegate.device.log.RecordKey;
import io.tidegate.device.log.Standing;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.InvalidOpException;
import io.tidegate.protocol.Merge;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.OpResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides a push's ops one after the other, each on what stands after the ones before it. */
final class Batch {
    private final Instant now;
    private final Map<String, SyncChange> known;
    private final Map<RecordKey, Standing> before;
    private final Map<RecordKey, Standing> standing;
    private final Map<String, String> projects;
    private final Function<RecordKey, @Nullable SyncChange> stored;

    private final List<LogEntry> entries = new ArrayList<>();
    private final Map<RecordKey, SyncChange> last = new LinkedHashMap<>();
    private final Map<String, Long> moved = new LinkedHashMap<>();
    private long head;

    /**
     * @param head the log's last version
     * @param before what there is of the ops and their records
     * @param stored looks up a record as it stands in the tables
     */
    Batch(long head, Instant now, Before before, Function<RecordKey, @Nullable SyncChange> stored) {
        this.head = head;
        this.now = now;
        this.known = new HashMap<>(before.known());
        this.before = Map.copyOf(before.standing());
        this.standing = new HashMap<>(this.before);
        this.projects = new HashMap<>(before.projects());
        this.stored = stored;
    }

    /**
     * What a push meets.
     *
     * @param known what the log knows of its ops, by op id
     * @param standing rows and tombstones of its records
     * @param projects of the threads that its ops and records name
     */
    record Before(Map<String, SyncChange> known, Map<RecordKey, Standing> standing, Map<String, String> projects) {}

    /** Takes or refuses an op that passed its schema; a superseded one comes without its winner. */
    OpResult take(PendingOp op) {
        SyncChange before = known.get(op.opId());
        if (before != null) {
            return again(op, before);
        }
        RecordKey key = new RecordKey(op.table(), op.pk());
        Standing stands = standing.get(key);
        try {
            Merge.requireSound(op.stamp(), stands == null ? null : stands.stamp(), now);
        } catch (InvalidOpException e) {
            return OpResult.rejected(op.opId(), Code.VALIDATION_ERROR, Objects.toString(e.getMessage()));
        }
        return switch (Merge.judge(op, stands == null ? null : stands.stamp(), now)) {
            case APPLIED -> apply(op, key, stands);
            case SUPERSEDED -> OpResult.superseded(op.opId(), null);
            // the log no longer knows it, and the record does
            case REPLAYED -> again(op, Objects.requireNonNull(stored.apply(key)));
        };
    }

    private static OpResult again(PendingOp op, SyncChange before) {
        boolean same = before.table().equals(op.table())
                && before.pk().equals(op.pk())
                && before.op() == op.op()
                && before.stamp().isOf(op.stamp())
                && PayloadJson.same(before.payload(), op.payload());
        return same
                ? OpResult.replayed(op.opId(), before.serverVersion())
                : OpResult.rejected(op.opId(), Code.CONFLICT, "this opId came before, with other content");
    }

    private OpResult apply(PendingOp op, RecordKey key, @Nullable Standing stands) {
        head++;
        SyncChange change = new SyncChange(head, op.table(), op.op(), op.pk(), op.payload(), op.stamp());
        String parent = parent(op, stands);
        String was = stands == null ? null : project(key, stands.parent());
        String project = project(key, parent);
        entries.add(new LogEntry(change, project, Objects.equals(was, project) ? null : was));
        known.put(op.opId(), change);
        standing.put(key, new Standing(op.stamp(), head, op.op() == OpKind.DELETE, parent));
        last.put(key, change);
        if (op.table().equals("threads") && op.op() == OpKind.PUT) {
            place(op.pk(), parent, stands != null && stands.deleted());
        }
        return OpResult.applied(op.opId(), head);
    }

    /** A delete leaves a record where it was. */
    private static @Nullable String parent(PendingOp op, @Nullable Standing stands) {
        if (op.payload() == null) {
            return stands == null ? null : stands.parent();
        }
        return switch (op.table()) {
            case "threads" -> (String) op.payload().get("projectId");
            case "messages" -> (String) op.payload().get("threadId");
            default -> null;
        };
    }

    private @Nullable String project(RecordKey key, @Nullable String parent) {
        return switch (key.table()) {
            case "projects" -> key.pk();
            case "threads" -> parent;
            case "messages" -> parent == null ? null : projects.get(parent);
            default -> null;
        };
    }

    /** @param back whether it was deleted: who follows its project let go of its messages then */
    private void place(String thread, @Nullable String project, boolean back) {
        if (project == null) {
            projects.remove(thread);
        } else if (!project.equals(projects.put(thread, project)) || back) {
            moved.put(thread, head);
        }
    }

    /** What the log gets. */
    List<LogEntry> entries() {
        return entries;
    }

    /** The last entry of each record that changes. */
    Map<RecordKey, SyncChange> last() {
        return last;
    }

    /** The versions that bring back records which were deleted before. */
    List<Long> back() {
        return last.entrySet().stream()
                .filter(each -> each.getValue().op() == OpKind.PUT && wasDeleted(each.getKey()))
                .map(each -> each.getValue().serverVersion())
                .toList();
    }

    private boolean wasDeleted(RecordKey key) {
        Standing was = before.get(key);
        return was != null && was.deleted();
    }

    /** The threads that came to a project, by the version that brought them there. */
    Map<String, Long> moved() {
        return moved;
    }

    /** The log's last version afterwards. */
    long head() {
        return head;
    }
}
