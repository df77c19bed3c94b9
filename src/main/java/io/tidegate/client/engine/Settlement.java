package io.tidegate.client.engine;

import io.tidegate.client.hook.SyncEvent.ErrorRaised;
import io.tidegate.client.local.LocalUnit;
import io.tidegate.client.outbox.OpState;
import io.tidegate.client.outbox.OutboxOp;
import io.tidegate.client.outbox.OutboxOp.Standing;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.OpResult;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Settles the ops of a push within one transaction, as the backend answered. */
final class Settlement {
    /** An op is given up after so many attempts that counted. */
    static final int MOST_ATTEMPTS = 4;

    private final LocalUnit unit;
    private final ConflictResolver resolver;
    private final Instant now;
    private final IntFunction<Duration> delay;
    private int settled;
    private int failed;
    private int mostAttempts;

    /** @param delay after so many attempts */
    Settlement(LocalUnit unit, ConflictResolver resolver, Instant now, IntFunction<Duration> delay) {
        this.unit = unit;
        this.resolver = resolver;
        this.now = now;
        this.delay = delay;
    }

    /** @param result null where the backend said nothing of it */
    void settle(OutboxOp op, @Nullable OpResult result) {
        if (result == null) {
            again(op, null, "the backend said nothing of it");
            return;
        }
        switch (result.status()) {
            case APPLIED, REPLAYED -> acknowledged(op, result.serverVersion());
            case SUPERSEDED -> superseded(op, result.winner());
            case REJECTED -> rejected(op, result);
        }
    }

    /** One more attempt that counted. */
    void again(OutboxOp op, @Nullable Code code, String error) {
        int attempts = op.standing().attempts() + 1;
        if (attempts >= MOST_ATTEMPTS) {
            giveUp(op, code, error);
            return;
        }
        failed++;
        mostAttempts = Math.max(mostAttempts, attempts);
        unit.outbox().takeBack(op, op.standing().waiting(now.plus(delay.apply(attempts)), code, error));
    }

    /** It fails at once, and for good. */
    void giveUp(OutboxOp op, @Nullable Code code, String error) {
        failed++;
        unit.outbox().takeBack(op, op.standing().failed(code, error));
        unit.tell(new ErrorRaised(op.opId(), code, error));
    }

    /** It goes again, and that was no attempt. */
    void release(OutboxOp op) {
        failed++;
        unit.outbox().takeBack(op, op.standing().as(OpState.PENDING));
    }

    /** What stands here is too old for the backend. */
    void outdated() {
        unit.state().outdated();
    }

    int settled() {
        return settled;
    }

    int failed() {
        return failed;
    }

    int mostAttempts() {
        return mostAttempts;
    }

    private void acknowledged(OutboxOp op, @Nullable Long version) {
        settled++;
        unit.outbox().store().remove(op.place());
        if (version == null) {
            return;
        }
        unit.rows().acknowledge(op.op().table(), op.op().pk(), version);
        OutboxOp later = unit.outbox().store().resting(op.op().table(), op.op().pk());
        if (later != null && (later.base() == null || later.base().serverVersion() < version)) {
            SyncChange known = op.change();
            unit.outbox()
                    .store()
                    .rebase(
                            later.place(),
                            new SyncChange(
                                    version, known.table(), known.op(), known.pk(), known.payload(), known.stamp()));
        }
        resolver.settled(op.op().table(), op.op().pk());
    }

    private void superseded(OutboxOp op, @Nullable SyncChange winner) {
        if (winner == null) {
            tooOld(op);
            return;
        }
        settled++;
        unit.outbox().store().remove(op.place());
        boolean later = unit.outbox().store().resting(op.op().table(), op.op().pk()) != null;
        resolver.receive(winner);
        if (!later) {
            // of a later write that waits, the resolver told
            resolver.tell(op.change(), winner, winner);
        }
    }

    /** The backend cannot tell whether it would bring back what was deleted; a device that is up to date can. */
    private void tooOld(OutboxOp op) {
        int attempts = op.standing().attempts() + 1;
        String error = "it was written so long ago that the backend cannot tell what it would replace";
        if (attempts >= MOST_ATTEMPTS) {
            giveUp(op, null, error + ": set the clock right");
            return;
        }
        failed++;
        unit.outbox().takeBack(op, new Standing(OpState.RETRY_WAIT, attempts, Instant.EPOCH, true, null, error));
    }

    private void rejected(OutboxOp op, OpResult result) {
        Code code = result.errorCode();
        String error = result.error() == null ? "refused" : result.error();
        if (code == null || code.isPermanent()) {
            giveUp(op, code, error);
        } else if (code == Code.RATE_LIMITED) {
            release(op);
        } else {
            again(op, code, error);
        }
    }
}
