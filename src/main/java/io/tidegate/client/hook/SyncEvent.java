package io.tidegate.client.hook;

import io.tidegate.protocol.Code;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.SyncScope;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What syncing tells. Each has a name, by which it may be listened to as well as by its type. */
public sealed interface SyncEvent {
    /** As in {@code sync.push:action:before}. */
    String name();

    /** A write of the application was captured, and will be pushed. */
    record OpCaptured(PendingOp op) implements SyncEvent {
        @Override
        public String name() {
            return "sync.op:action:captured";
        }
    }

    /** Ops are about to be pushed. */
    record PushBefore(SyncScope scope, int count) implements SyncEvent {
        @Override
        public String name() {
            return "sync.push:action:before";
        }
    }

    /**
     * A push is over.
     *
     * @param successCount ops that the backend has settled: applied, known already, or lost to a later write
     * @param failCount ops that it refused, or that are tried again
     */
    record PushAfter(SyncScope scope, int successCount, int failCount) implements SyncEvent {
        @Override
        public String name() {
            return "sync.push:action:after";
        }
    }

    /** Changes came in, and are not applied yet. */
    record PullReceived(SyncScope scope, int count) implements SyncEvent {
        @Override
        public String name() {
            return "sync.pull:action:received";
        }
    }

    /**
     * Changes were applied.
     *
     * @param count of those that changed a row here
     */
    record PullApplied(SyncScope scope, int count) implements SyncEvent {
        @Override
        public String name() {
            return "sync.pull:action:applied";
        }
    }

    /** A pull is over; everything up to the cursor is known. */
    record PullAfter(SyncScope scope, long cursor) implements SyncEvent {
        @Override
        public String name() {
            return "sync.pull:action:after";
        }
    }

    /**
     * A pull did not work, and comes again.
     *
     * @param code null where the backend was not reached
     */
    record PullError(SyncScope scope, @Nullable Code code, String error) implements SyncEvent {
        @Override
        public String name() {
            return "sync.pull:action:error";
        }
    }

    /**
     * A write here and one from elsewhere met.
     *
     * @param remote null where the record is gone for good
     * @param winner what stands; null where the record is gone for good
     */
    record ConflictDetected(
            String table,
            String pk,
            SyncChange local,
            @Nullable SyncChange remote,
            @Nullable SyncChange winner) implements SyncEvent {
        @Override
        public String name() {
            return "sync.conflict:action:detected";
        }
    }

    /**
     * An op failed for good, until it is retried or discarded, or something else went wrong.
     *
     * @param opId null where it is no op's
     */
    record ErrorRaised(@Nullable String opId, @Nullable Code code, String error) implements SyncEvent {
        @Override
        public String name() {
            return "sync.error:action:raised";
        }
    }

    /**
     * A push is tried again.
     *
     * @param count of ops
     * @param attempts that counted of the op tried most; 0 where the failure costs none
     */
    record RetryScheduled(int count, int attempts, Duration delay) implements SyncEvent {
        @Override
        public String name() {
            return "sync.retry:action:scheduled";
        }
    }

    /** A write was refused: so many ops wait already. */
    record QueueFull(int pendingCount, int maxSize) implements SyncEvent {
        @Override
        public String name() {
            return "sync.queue:action:full";
        }
    }

    /** A new device takes everything that stands. */
    record BootstrapStart(SyncScope scope) implements SyncEvent {
        @Override
        public String name() {
            return "sync.bootstrap:action:start";
        }
    }

    /**
     * How far it is.
     *
     * @param total rows and tombstones there are about
     */
    record BootstrapProgress(SyncScope scope, long done, long total) implements SyncEvent {
        @Override
        public String name() {
            return "sync.bootstrap:action:progress";
        }
    }

    /** Everything stands here as of the cursor. */
    record BootstrapComplete(SyncScope scope, long count, long cursor) implements SyncEvent {
        @Override
        public String name() {
            return "sync.bootstrap:action:complete";
        }
    }

    /** What stands here is too old to be brought up by the log, and is taken anew. */
    record RescanStarting(SyncScope scope) implements SyncEvent {
        @Override
        public String name() {
            return "sync.rescan:action:starting";
        }
    }

    /**
     * How far it is.
     *
     * @param total rows and tombstones there are about
     */
    record RescanProgress(SyncScope scope, long done, long total) implements SyncEvent {
        @Override
        public String name() {
            return "sync.rescan:action:progress";
        }
    }

    /** What was taken anew replaced what stood, with what waited to be pushed on top. */
    record RescanCompleted(SyncScope scope, long count, long cursor) implements SyncEvent {
        @Override
        public String name() {
            return "sync.rescan:action:completed";
        }
    }

    /** How the device listens. */
    record SubscriptionStatus(SyncScope scope, State state) implements SyncEvent {
        /** What a subscription may be. */
        public enum State {
            CONNECTED,
            DISCONNECTED
        }

        @Override
        public String name() {
            return "sync.subscription:action:status";
        }
    }

    /**
     * How it stands after something was exchanged.
     *
     * @param lastSyncAt null where nothing was yet
     */
    record StatsUpdated(
            int pendingCount,
            int failedCount,
            long cursor,
            @Nullable Instant lastSyncAt) implements SyncEvent {
        @Override
        public String name() {
            return "sync.stats:action:updated";
        }
    }

    /** Clearing up did not work, and comes again. */
    record GcError(String error) implements SyncEvent {
        @Override
        public String name() {
            return "sync.gc:action:error";
        }
    }
}
