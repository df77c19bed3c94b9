package io.tidegate.client.engine;

import io.tidegate.client.hook.SyncEvent.ConflictDetected;
import io.tidegate.client.local.LocalUnit;
import io.tidegate.client.local.RecordState;
import io.tidegate.client.outbox.OutboxOp;
import io.tidegate.client.project.ProjectRows;
import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.SyncTables;
import io.tidegate.protocol.wire.SyncScope;
import org.jspecify.annotations.Nullable;

/** Lets what comes from the backend meet what stands here, within one transaction: the higher stamp wins. */
final class ConflictResolver {
    /** How the backend marks a write that it tells again, to those who see its record for the first time. */
    private static final String MOVED = "moved:";

    private final LocalUnit unit;
    private final ProjectRows project;
    private int conflicts;

    ConflictResolver(LocalUnit unit, SyncScope scope) {
        this.unit = unit;
        this.project = new ProjectRows(unit, unit.rows(), scope);
    }

    /**
     * Takes a change.
     *
     * @return whether it stands now and did not before
     */
    boolean receive(SyncChange change) {
        if (SyncTables.find(change.table()) == null) {
            // of a backend that knows more tables: when this library knows them too, everything is taken anew
            return false;
        }
        unit.stamps().receive(change.stamp().hlc());
        RecordState standing = unit.rows().state(change.table(), change.pk());
        OutboxOp waiting = unit.outbox().store().resting(change.table(), change.pk());
        if (standing != null && !replaces(change, standing)) {
            keep(change, standing, waiting);
            stay(change);
            return false;
        }
        unit.rows().apply(change);
        if (waiting != null) {
            unit.outbox().store().remove(waiting.place());
            tell(waiting.change(), change, change);
        }
        stay(change);
        return true;
    }

    /** What has to leave with it leaves; an answer that comes late, after the log told more, says only what stands. */
    private void stay(SyncChange change) {
        if (change.serverVersion() > unit.state().read().cursor()) {
            project.follow(change);
        }
        project.settle(change.table(), change.pk());
    }

    /** What this device wrote of a record is settled: whether it stays is up to its project now. */
    void settled(String table, String pk) {
        project.settle(table, pk);
    }

    /** What was met so far. */
    int conflicts() {
        return conflicts;
    }

    /** Tells of a conflict. */
    void tell(SyncChange local, @Nullable SyncChange remote, @Nullable SyncChange winner) {
        conflicts++;
        unit.tell(new ConflictDetected(local.table(), local.pk(), local, remote, winner));
    }

    private void keep(SyncChange change, RecordState standing, @Nullable OutboxOp waiting) {
        unit.rows().acknowledge(change.table(), change.pk(), change.serverVersion());
        if (waiting == null) {
            return;
        }
        if (waiting.op().stamp().isOf(change.stamp())) {
            // the answer to its push was lost, and this says that it arrived
            unit.outbox().store().remove(waiting.place());
        } else if (change.serverVersion() > standing.version()) {
            unit.outbox().store().rebase(waiting.place(), change);
            if (!unit.stamps().deviceId().equals(change.stamp().deviceId())) {
                tell(waiting.change(), change, waiting.change());
            }
        }
    }

    private boolean replaces(SyncChange change, RecordState standing) {
        ChangeStamp stamp = change.stamp();
        if (isToldAgain(change, standing) || stamp.isOf(standing.stamp())) {
            return false;
        }
        // with nothing of this device on top, what the backend accepted later stands: it may have forgotten a tombstone
        boolean later = change.serverVersion() > standing.version()
                && !standing.pending()
                && !isWaiting(change.table(), change.pk());
        return later || stamp.beats(standing.stamp());
    }

    /** Whether it is the write that stands, told again to those who see its record for the first time. */
    static boolean isToldAgain(SyncChange change, RecordState standing) {
        return change.stamp().opId().startsWith(MOVED)
                && change.stamp().clock() == standing.stamp().clock()
                && change.stamp().hlc().equals(standing.stamp().hlc());
    }

    private boolean isWaiting(String table, String pk) {
        return unit.outbox().store().resting(table, pk) != null
                || unit.outbox().store().inFlight(table, pk) != null;
    }
}
