package io.tidegate.device.watch;

import io.tidegate.device.DeviceGateway;
import io.tidegate.device.log.Tail;
import io.tidegate.protocol.wire.SyncException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of one workspace's log, read once for all who watch it. */
final class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final int PAGE = 500;
    private static final long UNKNOWN = -1;

    private final long workspace;
    private final DeviceGateway gateway;
    private final Executor reads;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private long position = UNKNOWN;
    private boolean wanted;
    private boolean reading;

    Feed(long workspace, DeviceGateway gateway, Executor reads) {
        this.workspace = workspace;
        this.gateway = gateway;
        this.reads = reads;
    }

    long workspace() {
        return workspace;
    }

    Set<Watcher> watchers() {
        return watchers;
    }

    /** There may be more. */
    void wake() {
        synchronized (this) {
            wanted = true;
            if (reading) {
                return;
            }
            reading = true;
        }
        reads.execute(this::readAll);
    }

    private void readAll() {
        while (isWanted()) {
            try {
                read();
            } catch (RuntimeException e) {
                // the next notification or heartbeat has it read again
                LOG.debug("the log of workspace {} cannot be read: {}", workspace, e.getMessage());
                synchronized (this) {
                    reading = false;
                }
                return;
            }
        }
    }

    private synchronized boolean isWanted() {
        reading = wanted;
        wanted = false;
        return reading;
    }

    private synchronized void again() {
        wanted = true;
    }

    private void read() {
        long after = position;
        if (after == UNKNOWN) {
            position = gateway.counter(workspace).head();
            offer(new Batch(position, position, List.of(), 0));
            return;
        }
        Tail tail;
        try {
            tail = gateway.after(workspace, after, PAGE);
        } catch (SyncException e) {
            // nobody watched for so long that the log went, or the database is another
            position = UNKNOWN;
            again();
            return;
        }
        List<Batch.Entry> entries =
                tail.entries().stream().map(Batch.Entry::new).toList();
        if (!entries.isEmpty()) {
            position = entries.get(entries.size() - 1).entry().change().serverVersion();
            offer(new Batch(after, position, entries, tail.floor()));
        }
        if (entries.size() == PAGE) {
            again();
        }
    }

    private void offer(Batch batch) {
        watchers.forEach(each -> each.offer(batch));
    }
}
