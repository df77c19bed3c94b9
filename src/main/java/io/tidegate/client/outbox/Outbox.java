package io.tidegate.client.outbox;

import io.tidegate.client.file.SyncFileStore.Session;
import io.tidegate.client.outbox.OutboxStore.Amount;
import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outbox within one transaction. A record has one op here at most, beside one that may be on its way: a later write takes
 * the place of an earlier one, and never of one on its way.
 */
public final class Outbox {
    private final OutboxStore store;
    private final OutboxLimits limits;

    public Outbox(Session session, OutboxLimits limits) {
        this.store = new OutboxStore(session);
        this.limits = limits;
    }

    /** The table below it. */
    public OutboxStore store() {
        return store;
    }

    /**
     * Takes a write of the application.
     *
     * @param base what the backend has of the record, where it has no op here yet
     * @throws OutboxFullException when too much waits, and it would be one more
     */
    public void capture(PendingOp op, @Nullable SyncChange base) {
        OutboxOp resting = store.resting(op.table(), op.pk());
        if (resting != null) {
            if (op.stamp().beats(resting.op().stamp())) {
                store.replace(resting.place(), op);
            }
            return;
        }
        Amount amount = store.amount();
        if (amount.ops() >= limits.ops() || amount.bytes() + OutboxStore.bytes(op) > limits.bytes()) {
            throw new OutboxFullException(amount.ops(), limits.ops());
        }
        OutboxOp inFlight = store.inFlight(op.table(), op.pk());
        store.add(op, inFlight == null ? base : inFlight.base());
    }

    /** Takes what may go now and sends it on its way: at most so many ops, and so many bytes beyond the first. */
    public List<OutboxOp> depart(Instant now, int most, long mostBytes) {
        List<OutboxOp> batch = new ArrayList<>();
        long bytes = 0;
        for (OutboxOp each : store.due(now, most)) {
            bytes += OutboxStore.bytes(each.op());
            if (!batch.isEmpty() && bytes > mostBytes) {
                break;
            }
            store.stand(each.place(), each.standing().as(OpState.IN_FLIGHT));
            batch.add(each);
        }
        return batch;
    }

    /**
     * Takes back one that was on its way, unless the record was written again meanwhile: the one with the higher stamp stays.
     *
     * @return whether it is here again
     */
    public boolean takeBack(OutboxOp op, OutboxOp.Standing standing) {
        OutboxOp later = store.resting(op.op().table(), op.op().pk());
        if (later == null) {
            store.stand(op.place(), standing);
            return true;
        }
        ChangeStamp stamp = op.op().stamp();
        if (stamp.beats(later.op().stamp())) {
            store.remove(later.place());
            store.stand(op.place(), standing);
            return true;
        }
        store.remove(op.place());
        return false;
    }

    /** What was on its way when the process ended goes again: the backend knows those it has. */
    public void recover() {
        for (OutboxOp each : store.in(OpState.IN_FLIGHT)) {
            takeBack(each, each.standing().as(OpState.PENDING));
        }
    }
}
