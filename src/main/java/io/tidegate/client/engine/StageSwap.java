package io.tidegate.client.engine;

import io.tidegate.client.local.LocalRow;
import io.tidegate.client.local.LocalUnit;
import io.tidegate.client.local.RecordState;
import io.tidegate.client.local.SyncState;
import io.tidegate.client.outbox.OutboxOp;
import io.tidegate.client.project.ProjectRows;
import io.tidegate.protocol.Limits;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.SyncTables;
import io.tidegate.protocol.wire.SyncScope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Lets the stage replace what stands, with everything on top that only this device has; within one transaction. */
final class StageSwap {
    private final LocalUnit unit;
    private final ProjectRows project;
    private final ConflictResolver conflicts;

    StageSwap(LocalUnit unit, SyncScope scope) {
        this.unit = unit;
        this.project = new ProjectRows(unit, unit.stage(), scope);
        this.conflicts = new ConflictResolver(unit, scope);
    }

    /** Puts on the stage what the backend has: what it accepted later stands. */
    void take(SyncChange change) {
        if (SyncTables.find(change.table()) == null) {
            return;
        }
        unit.stamps().receive(change.stamp().hlc());
        RecordState standing = unit.stage().state(change.table(), change.pk());
        if (standing != null && ConflictResolver.isToldAgain(change, standing)) {
            return;
        }
        if (standing == null || change.serverVersion() > standing.version()) {
            unit.stage().apply(change);
            project.follow(change);
        }
    }

    /** @param watermark the version as of which the stage stands */
    void swap(long watermark, Instant now) {
        SyncState state = unit.state().read();
        // pushes that were answered while the snapshot was taken
        unit.rows().after(Math.max(watermark, state.cursor())).forEach(this::carry);
        unit.outbox().store().all().forEach(op -> rebase(op, now));
        for (LocalRow message : unit.rows().pendingMessages()) {
            RecordState staged = unit.stage().state(message.table(), message.pk());
            if (staged == null || !staged.stamp().beats(message.stamp())) {
                unit.stage().keep(message);
            }
        }
        // a page may have had a message before its thread
        project.settleAll();
        unit.rows().clear();
        unit.rows().copy(unit.stage());
        unit.stage().clear();
        unit.state().moveCursor(watermark, state.floor(), now);
        unit.state().complete();
    }

    private void carry(SyncChange change) {
        RecordState staged = unit.stage().state(change.table(), change.pk());
        if (staged == null || change.stamp().beats(staged.stamp())) {
            unit.stage().apply(change);
        }
    }

    private void rebase(OutboxOp op, Instant now) {
        SyncChange staged = unit.stage().change(op.op().table(), op.op().pk());
        if (staged == null) {
            if (isGone(op, now)) {
                unit.outbox().store().remove(op.place());
                conflicts.tell(op.change(), null, null);
                return;
            }
        } else if (staged.stamp().isOf(op.op().stamp())) {
            // the answer to its push was lost, and this says that it arrived
            unit.outbox().store().remove(op.place());
            return;
        } else if (staged.stamp().beats(op.op().stamp())) {
            unit.outbox().store().remove(op.place());
            conflicts.tell(op.change(), staged, staged);
            return;
        }
        unit.outbox().store().rebase(op.place(), staged);
        stand(op, staged);
    }

    /** An old write to a record that the backend had and has no more: its tombstone came and went meanwhile. */
    private static boolean isGone(OutboxOp op, Instant now) {
        return op.op().op() == OpKind.PUT
                && op.base() != null
                && op.op().stamp().hlc().time().isBefore(now.minus(Limits.RETENTION));
    }

    private void stand(OutboxOp op, @Nullable SyncChange staged) {
        SyncChange change = op.change();
        unit.stage()
                .apply(new SyncChange(
                        staged == null ? 0 : staged.serverVersion(),
                        change.table(),
                        change.op(),
                        change.pk(),
                        change.payload(),
                        change.stamp()));
    }
}
