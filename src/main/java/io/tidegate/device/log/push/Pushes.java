package io.tidegate.device.log.push;

import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.db.scope.Scoped;
import io.tidegate.device.log.CounterStore;
import io.tidegate.device.log.CounterStore.Counter;
import io.tidegate.device.log.CursorStore;
import io.tidegate.device.log.CursorStore.Cursor;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.Limits;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.wire.OpResult;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.protocol.wire.SyncException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes pushes: whoever pushes into a workspace waits for its counter before anything is read, so that what is decided is
 * decided on what stands, and no version is seen before a lower one.
 */
public final class Pushes {
    private final OrganizationScope scope;
    private final InstantSource clock;

    /** By workspace: who would wait for the counter anyway waits here, where it takes no connection from others. */
    private final Map<Long, Lock> lanes = new ConcurrentHashMap<>();

    public Pushes(OrganizationScope scope, InstantSource clock) {
        this.scope = scope;
        this.clock = clock;
    }

    /**
     * Takes a device's ops, in their order; each is applied, replayed, superseded or rejected by itself.
     *
     * @param ops as JSON has them
     * @throws SyncException OVERSIZED for too many, VALIDATION_ERROR for none, SNAPSHOT_REQUIRED when the device missed what
     *     the log no longer has
     */
    public PushResult push(long workspace, String device, List<?> ops) {
        if (ops.size() > Limits.OPS_OF_PUSH) {
            throw new SyncException(
                    Code.OVERSIZED, "a push has at most " + Limits.OPS_OF_PUSH + " ops, not " + ops.size());
        } else if (ops.isEmpty()) {
            throw new SyncException(Code.VALIDATION_ERROR, "ops has at least one op");
        }
        Arrivals arrivals = Arrivals.of(ops, device);
        Lock lane = lanes.computeIfAbsent(workspace, each -> new ReentrantLock());
        lane.lock();
        try {
            return push(workspace, device, arrivals);
        } finally {
            lane.unlock();
        }
    }

    private PushResult push(long workspace, String device, Arrivals arrivals) {
        Optional<PushResult> done = scope.within(workspace, scoped -> taken(scoped, device, arrivals));
        if (done.isEmpty()) {
            scope.within(workspace, scoped -> {
                new CounterStore(scoped.jdbi()).ensure(workspace);
                return workspace;
            });
            done = scope.within(workspace, scoped -> taken(scoped, device, arrivals));
        }
        return done.orElseThrow();
    }

    /** Nothing where the workspace has no counter yet. */
    private Optional<PushResult> taken(Scoped scoped, String device, Arrivals arrivals) {
        CounterStore counters = new CounterStore(scoped.jdbi());
        Optional<Counter> counter = counters.lock(scoped.organization());
        return counter.map(locked -> {
            requireNothingMissed(scoped, device, locked);
            Writes writes = new Writes(scoped);
            Instant now = clock.instant();
            Batch batch = writes.batch(arrivals.ops(), locked.head(), now);
            List<OpResult> results = new ArrayList<>();
            for (PendingOp op : arrivals.ops()) {
                results.add(batch.take(op));
            }
            long head = writes.write(batch, now);
            if (head > locked.head()) {
                counters.raise(scoped.organization(), head);
            }
            return new PushResult(head, arrivals.results(writes.withWinners(arrivals.ops(), results)));
        });
    }

    /** What it writes it decided without knowing of deletes that nobody remembers. */
    private static void requireNothingMissed(Scoped scoped, String device, Counter counter) {
        if (counter.floor() > 0) {
            Optional<Cursor> cursor = new CursorStore(scoped.jdbi()).find(scoped.organization(), device);
            if (cursor.isPresent() && cursor.get().version() < counter.floor()) {
                throw new SyncException(
                        Code.SNAPSHOT_REQUIRED,
                        "this device stands at " + cursor.get().version()
                                + ", and what came after it is retained from " + counter.floor()
                                + " on: take a snapshot, then push again");
            }
        }
    }
}
