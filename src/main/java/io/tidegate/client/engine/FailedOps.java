package io.tidegate.client.engine;

import io.tidegate.client.local.LocalDatabase;
import io.tidegate.client.local.LocalUnit;
import io.tidegate.client.local.RecordState;
import io.tidegate.client.outbox.OpState;
import io.tidegate.client.outbox.OutboxOp;
import io.tidegate.client.project.ProjectRows;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.SyncChange;
import java.util.List;

/** The ops that were given up. They stay, and so does what they wrote, until somebody decides. */
public final class FailedOps {
    private final LocalDatabase database;

    FailedOps(LocalDatabase database) {
        this.database = database;
    }

    /** In the order of their writing. */
    public List<OutboxOp> list() {
        return database.outbox().stream()
                .filter(op -> op.state() == OpState.FAILED)
                .toList();
    }

    /**
     * Pushes one again, as if it were written now.
     *
     * @return whether there is one of that id
     */
    public boolean retry(String opId) {
        return database.unit(unit -> {
            OutboxOp op = unit.outbox().store().find(opId);
            if (op == null || op.state() != OpState.FAILED) {
                return false;
            }
            Restamping.restamp(unit, op);
            return true;
        });
    }

    /** Pushes all again that failed for one reason. */
    void retryAll(Code code) {
        database.unit(unit -> {
            for (OutboxOp op : unit.outbox().store().in(OpState.FAILED)) {
                if (op.standing().code() == code) {
                    unit.outbox().store().stand(op.place(), OutboxOp.Standing.pending());
                }
            }
            return Boolean.TRUE;
        });
    }

    /**
     * Gives up a write that is not on its way, and lets the record stand as the backend has it.
     *
     * @return whether there is one of that id
     */
    public boolean discard(String opId) {
        return database.unit(unit -> {
            OutboxOp op = unit.outbox().store().find(opId);
            if (op == null || op.state() == OpState.IN_FLIGHT) {
                return false;
            }
            unit.outbox().store().remove(op.place());
            RecordState standing = unit.rows().state(op.op().table(), op.op().pk());
            if (standing != null && standing.stamp().isOf(op.op().stamp())) {
                restore(unit, op, standing);
            }
            new ProjectRows(unit, unit.rows(), database.scope())
                    .settle(op.op().table(), op.op().pk());
            return true;
        });
    }

    private static void restore(LocalUnit unit, OutboxOp op, RecordState standing) {
        OutboxOp inFlight =
                unit.outbox().store().inFlight(op.op().table(), op.op().pk());
        SyncChange before = inFlight == null ? op.base() : inFlight.change();
        unit.rows().erase(op.op().table(), op.op().pk());
        if (before != null) {
            unit.rows().apply(before);
        } else if (standing.version() > 0) {
            // the backend has it, and what it has is not known here
            unit.state().outdated();
        }
    }
}
