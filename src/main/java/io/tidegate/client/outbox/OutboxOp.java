package io.tidegate.client.outbox;

import io.tidegate.protocol.Code;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An op that waits.
 *
 * @param place in the order of pushing
 * @param base what the backend had of the record when it was written; null where it had nothing that is known here
 */
public record OutboxOp(
        long place,
        PendingOp op,
        Standing standing,
        @Nullable SyncChange base) {
    /**
     * How it stands.
     *
     * @param attempts that counted
     * @param notBefore when it is tried again
     * @param restamp whether the backend took it for older than what it remembers
     */
    public record Standing(
            OpState state,
            int attempts,
            Instant notBefore,
            boolean restamp,
            @Nullable Code code,
            @Nullable String error) {
        /** Goes with the next push. */
        public static Standing pending() {
            return new Standing(OpState.PENDING, 0, Instant.EPOCH, false, null, null);
        }

        /** The same in another state. */
        public Standing as(OpState other) {
            return new Standing(other, attempts, notBefore, restamp, code, error);
        }

        /** Waits after an attempt that counted. */
        public Standing waiting(Instant until, @Nullable Code why, String said) {
            return new Standing(OpState.RETRY_WAIT, attempts + 1, until, false, why, said);
        }

        /** Given up. */
        public Standing failed(@Nullable Code why, String said) {
            return new Standing(OpState.FAILED, attempts, notBefore, false, why, said);
        }
    }

    public OpState state() {
        return standing.state();
    }

    public String opId() {
        return op.opId();
    }

    /** As a change that no version was given to yet. */
    public SyncChange change() {
        return new SyncChange(0, op.table(), op.op(), op.pk(), op.payload(), op.stamp());
    }
}
