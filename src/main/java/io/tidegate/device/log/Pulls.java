package io.tidegate.device.log;

import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.device.log.CounterStore.Counter;
import io.tidegate.device.log.CursorStore.Cursor;
import io.tidegate.device.log.CursorStore.Owned;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PullResponse;
import io.tidegate.protocol.wire.SyncException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the log for devices, and keeps where each stands. */
public final class Pulls {
    private final OrganizationScope scope;
    private final InstantSource clock;

    public Pulls(OrganizationScope scope, InstantSource clock) {
        this.scope = scope;
        this.clock = clock;
    }

    /**
     * A page of what came after a cursor; the first one makes the device's cursor.
     *
     * @param person whose device it is
     * @param request with a limit and tables that are sound
     * @throws SyncException SNAPSHOT_REQUIRED when the log does not hold what came after the cursor
     */
    public PullResponse pull(long workspace, String device, long person, PullRequest request) {
        int limit = request.limit();
        return scope.looking(workspace, scoped -> {
            Tail tail = new LogStore(scoped.jdbi())
                    .after(workspace, request.cursor(), request.scope().projectId(), request.tables(), limit + 1);
            requireHeld(request.cursor(), tail.head(), tail.floor());
            new CursorStore(scoped.jdbi())
                    .seen(new Owned(workspace, device, person), request.cursor(), tail.floor(), clock.instant());
            boolean more = tail.entries().size() > limit;
            List<SyncChange> changes =
                    tail.entries().stream().limit(limit).map(LogEntry::change).toList();
            long next = more ? changes.get(limit - 1).serverVersion() : tail.head();
            return new PullResponse(changes, next, more, tail.floor());
        });
    }

    /**
     * The next entries after a version, whomever they are for; fewer than {@code most} only at the log's end.
     *
     * @throws SyncException SNAPSHOT_REQUIRED when the log does not hold what came after the version
     */
    public Tail after(long workspace, long version, int most) {
        return scope.looking(workspace, scoped -> {
            Tail tail = new LogStore(scoped.jdbi()).after(workspace, version, null, Set.of(), most);
            requireHeld(version, tail.head(), tail.floor());
            return tail;
        });
    }

    /** Where a workspace's log ends and begins. */
    public Counter counter(long workspace) {
        return scope.looking(workspace, scoped -> new CounterStore(scoped.jdbi()).look(workspace));
    }

    private static void requireHeld(long cursor, long head, long floor) {
        if (cursor < floor) {
            throw new SyncException(
                    Code.SNAPSHOT_REQUIRED,
                    "what came after " + cursor + " is retained from " + floor + " on: take a snapshot");
        } else if (cursor > head) {
            // the database was restored from before: what the device knows there is not what will be there
            throw new SyncException(
                    Code.SNAPSHOT_REQUIRED,
                    "the log ends at " + head + ", and the cursor lies beyond it at " + cursor + ": take a snapshot");
        }
    }

    /**
     * Notes that a device knows everything up to a version.
     *
     * @param person whose device it is
     * @throws SyncException CONFLICT when it would move backwards, VALIDATION_ERROR beyond the head, SNAPSHOT_REQUIRED below
     *     the floor, UNAUTHORIZED when the cursor is somebody else's
     */
    public void move(long workspace, String device, long person, long version) {
        scope.within(workspace, scoped -> {
            CursorStore cursors = new CursorStore(scoped.jdbi());
            Counter counter = new CounterStore(scoped.jdbi()).look(workspace);
            Optional<Cursor> cursor = cursors.find(workspace, device);
            if (cursor.isPresent() && cursor.get().person() != person) {
                throw new SyncException(Code.UNAUTHORIZED, "this cursor is another user's device's");
            } else if (version < 0 || version > counter.head()) {
                throw new SyncException(
                        Code.VALIDATION_ERROR, "version is 0 to " + counter.head() + ", where the log ends");
            } else if (cursor.isPresent() && cursor.get().version() > version) {
                throw backwards(version);
            } else if (version < counter.floor()) {
                throw new SyncException(
                        Code.SNAPSHOT_REQUIRED,
                        "what came after " + version + " is retained from " + counter.floor() + " on: take a snapshot");
            } else if (!cursors.move(new Owned(workspace, device, person), version, clock.instant())) {
                throw backwards(version);
            }
            return version;
        });
    }

    private static SyncException backwards(long version) {
        return new SyncException(Code.CONFLICT, "a cursor never moves backwards, and " + version + " would be");
    }
}
