package io.tidegate.device.log.push;

import io.tidegate.protocol.wire.PushResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A push that waits for its workspace.
 *
 * @param turns runs, once, the transaction that this push is the first of
 * @param result what becomes of it; whoever cancels it takes no place any more
 */
record Ticket(String device, Arrivals arrivals, Executor turns, CompletableFuture<PushResult> result) {
    /** What was committed of it, or why nothing of it was. */
    record Outcome(
            Ticket ticket,
            @Nullable PushResult result,
            @Nullable RuntimeException refusal) {
        void tell() {
            if (refusal == null) {
                ticket.result().complete(result);
            } else {
                ticket.fail(refusal);
            }
        }
    }

    int ops() {
        return arrivals.ops().size();
    }

    Outcome done(PushResult done) {
        return new Outcome(this, done, null);
    }

    Outcome refused(RuntimeException why) {
        return new Outcome(this, null, why);
    }

    void fail(Throwable why) {
        result.completeExceptionally(why);
    }
}
