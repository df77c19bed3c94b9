package io.tidegate.client;

import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PullResponse;
import io.tidegate.protocol.wire.PushBatch;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.protocol.wire.SnapshotPage;
import io.tidegate.protocol.wire.SyncException;
import io.tidegate.protocol.wire.SyncScope;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A backend that the engine exchanges changes with. Its calls wait for the answer; each throws a {@link SyncException} when
 * the backend refused, and an {@link java.io.UncheckedIOException} when it could not be reached.
 */
public interface SyncProvider {
    /** How a backend is reached. */
    enum Mode {
        /** By its own means, with the token that {@link #requiredToken} names. */
        DIRECT,
        /** By Tidegate's endpoints. */
        GATEWAY
    }

    /** By which the registry knows it. */
    String id();

    Mode mode();

    /** The name of the token a direct one needs, for the supplier of tokens; null where it needs none. */
    @Nullable String requiredToken();

    PushResult push(PushBatch batch);

    PullResponse pull(PullRequest request);

    /**
     * A page of what stands.
     *
     * @param pageToken of the page before; null for the first
     */
    SnapshotPage snapshot(SyncScope scope, @Nullable String pageToken, int pageSize);

    /** Says up to where a device knows everything. */
    void moveCursor(SyncScope scope, String deviceId, long version);

    /**
     * Listens to what comes after a version, until the subscription is closed or ends by itself.
     *
     * @param tables only changes of these; empty: of all
     */
    Subscription subscribe(SyncScope scope, long cursor, Set<String> tables, Watcher watcher);

    /** Lets go of what it holds; it is not used again. */
    void dispose();

    /** What a subscription tells, from a thread of the provider's. */
    interface Watcher {
        /** A change, in the order of the log. */
        void changed(SyncChange change);

        /** Everything up to this version was told. */
        void passed(long version);

        /** It is over; null where the backend ended it without saying why. */
        void ended(@Nullable RuntimeException cause);
    }

    /** A subscription that is under way. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
