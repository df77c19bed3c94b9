package io.tidegate.client.engine;

import io.tidegate.client.local.LocalUnit;
import io.tidegate.client.local.RecordState;
import io.tidegate.client.outbox.OutboxOp;
import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.PendingOp;

/** Writes an op anew, as if it were written now: for those that are too old for the backend to tell what they meet. */
final class Restamping {
    private Restamping() {}

    /** Those that the backend took for too old. Everything up to its head must be known here. */
    static void all(LocalUnit unit) {
        unit.outbox().store().all().stream()
                .filter(each -> each.standing().restamp())
                .forEach(each -> {
                    restamp(unit, each);
                    OutboxOp again = unit.outbox()
                            .store()
                            .resting(each.op().table(), each.op().pk());
                    if (again != null) {
                        // its attempts go on counting: a clock that is far behind must not push for ever
                        unit.outbox().store().stand(again.place(), attempts(again, each));
                    }
                });
    }

    /** One that waits or was given up. */
    static void restamp(LocalUnit unit, OutboxOp op) {
        PendingOp old = op.op();
        RecordState standing = unit.rows().state(old.table(), old.pk());
        ChangeStamp stamp = unit.stamps().next(standing == null ? old.stamp() : standing.stamp());
        PendingOp fresh = new PendingOp(old.table(), old.op(), old.pk(), old.payload(), stamp);
        OutboxOp again = new OutboxOp(op.place(), fresh, op.standing(), op.base());
        unit.outbox().store().replace(op.place(), fresh);
        if (standing == null || standing.stamp().isOf(old.stamp())) {
            unit.rows().apply(again.change());
            unit.rows().acknowledge(old.table(), old.pk(), standing == null ? 0 : standing.version());
        }
    }

    private static OutboxOp.Standing attempts(OutboxOp again, OutboxOp before) {
        OutboxOp.Standing standing = again.standing();
        return new OutboxOp.Standing(
                standing.state(), before.standing().attempts(), standing.notBefore(), false, null, null);
    }
}
