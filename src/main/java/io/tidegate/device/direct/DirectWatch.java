package io.tidegate.device.direct;

import io.tidegate.client.SyncProvider.Subscription;
import io.tidegate.client.SyncProvider.Watcher;
import io.tidegate.device.log.LogEntry;
import io.tidegate.device.log.Tail;
import io.tidegate.protocol.wire.SyncScope;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One subscription: its thread reads the log's end until it is closed or a reading fails. */
final class DirectWatch implements Subscription {
    private static final int PAGE = 500;
    private static final long BETWEEN_MS = 1_000;

    private final DirectSyncProvider provider;
    private final SyncScope scope;
    private final Set<String> tables;
    private final Watcher watcher;
    private final Semaphore looks = new Semaphore(0);
    private volatile boolean closed;
    private long told;

    DirectWatch(DirectSyncProvider provider, SyncScope scope, long cursor, Set<String> tables, Watcher watcher) {
        this.provider = provider;
        this.scope = scope;
        this.told = cursor;
        this.tables = Set.copyOf(tables);
        this.watcher = watcher;
    }

    void begin() {
        Thread thread = new Thread(this::run, "direct watch of " + scope.workspaceId());
        thread.setDaemon(true);
        thread.start();
    }

    /** There may be something now. */
    void look() {
        looks.release();
    }

    /** Nothing is told once this returned, but for what is being told right now. */
    @Override
    public void close() {
        closed = true;
        looks.release();
    }

    private void run() {
        RuntimeException cause = null;
        try {
            while (!closed) {
                if (!turn()) {
                    await();
                }
            }
        } catch (RuntimeException e) {
            cause = e;
        } finally {
            provider.forget(this);
            watcher.ended(cause);
        }
    }

    /** Whether there may be more at once. */
    private boolean turn() {
        Tail tail = provider.read(scope, told, PAGE);
        for (LogEntry entry : tail.entries()) {
            if (closed) {
                return false;
            } else if (entry.isFor(scope.projectId(), tables)) {
                watcher.changed(entry.change());
            }
            told = entry.change().serverVersion();
        }
        watcher.passed(told);
        return tail.entries().size() == PAGE;
    }

    private void await() {
        try {
            if (looks.tryAcquire(BETWEEN_MS, TimeUnit.MILLISECONDS)) {
                looks.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }
}
