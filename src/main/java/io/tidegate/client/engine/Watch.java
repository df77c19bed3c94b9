package io.tidegate.client.engine;

import io.tidegate.client.SyncProvider;
import io.tidegate.protocol.SyncChange;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What one subscription told, until the pull loop takes it. */
final class Watch implements SyncProvider.Watcher {
    private final Queue<SyncChange> changes = new ConcurrentLinkedQueue<>();
    private final InstantSource time;
    private final Runnable wake;
    private volatile long passed;
    private volatile Instant heard;
    private volatile boolean over;
    private volatile @Nullable RuntimeException cause;

    /** @param wake called when something came */
    Watch(InstantSource time, Runnable wake) {
        this.time = time;
        this.wake = wake;
        this.heard = time.instant();
    }

    @Override
    public void changed(SyncChange change) {
        changes.add(change);
        heard = time.instant();
        wake.run();
    }

    @Override
    public void passed(long version) {
        // after the changes before it, which are taken first
        passed = version;
        heard = time.instant();
        wake.run();
    }

    @Override
    public void ended(@Nullable RuntimeException why) {
        cause = why;
        over = true;
        wake.run();
    }

    /** What came, at most so many, in its order. */
    Heard take(int most) {
        long upTo = passed;
        boolean last = over;
        List<SyncChange> taken = new ArrayList<>();
        SyncChange next;
        while (taken.size() < most && (next = changes.poll()) != null) {
            taken.add(next);
        }
        // what was passed holds only where every change before it is taken
        boolean all = taken.size() < most;
        return new Heard(taken, all ? upTo : 0, last && all);
    }

    Instant heard() {
        return heard;
    }

    @Nullable RuntimeException cause() {
        return cause;
    }

    /**
     * Part of what came.
     *
     * @param passed everything up to this version was told; 0 where that is not known
     * @param over whether nothing more comes
     */
    record Heard(List<SyncChange> changes, long passed, boolean over) {
        /** The version up to which everything is known by it. */
        long upTo() {
            long last = changes.isEmpty() ? 0 : changes.get(changes.size() - 1).serverVersion();
            return Math.max(last, passed);
        }
    }
}
