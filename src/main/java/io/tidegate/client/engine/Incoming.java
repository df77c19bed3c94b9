package io.tidegate.client.engine;

import io.tidegate.client.hook.SyncEvent.PullApplied;
import io.tidegate.client.hook.SyncEvent.PullReceived;
import io.tidegate.client.local.LocalDatabase;
import io.tidegate.client.local.SyncRun;
import io.tidegate.protocol.SyncChange;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies what came of the log; the cursor moves in the same transaction. */
final class Incoming {
    private final LocalDatabase database;
    private final InstantSource time;

    Incoming(LocalDatabase database, InstantSource time) {
        this.database = database;
        this.time = time;
    }

    /**
     * @param upTo the version up to which everything is known with them
     * @param floor as the backend said; null where it did not
     * @return the cursor
     */
    long apply(List<SyncChange> changes, long upTo, @Nullable Long floor) {
        Instant started = time.instant();
        if (!changes.isEmpty()) {
            database.hooks().tell(new PullReceived(database.scope(), changes.size()));
        }
        return database.unit(unit -> {
            var state = unit.state().read();
            ConflictResolver resolver = new ConflictResolver(unit, database.scope());
            int applied = 0;
            for (SyncChange change : changes) {
                // what came twice is known, and its tombstone may be gone
                if (change.serverVersion() > state.cursor() && resolver.receive(change)) {
                    applied++;
                }
            }
            Instant now = time.instant();
            long cursor = Math.max(state.cursor(), upTo);
            unit.state().moveCursor(cursor, floor == null ? state.floor() : floor, now);
            if (!changes.isEmpty()) {
                SyncRun.Counts counts = new SyncRun.Counts(0, changes.size(), resolver.conflicts(), 0);
                unit.state().add(new SyncRun(started, now, counts, null));
                unit.tell(new PullApplied(database.scope(), applied));
            }
            return cursor;
        });
    }

    /** Writes down that it did not work. */
    void failed(String error) {
        Instant now = time.instant();
        database.unit(unit -> {
            unit.state().add(new SyncRun(now, now, new SyncRun.Counts(0, 0, 0, 1), error));
            return Boolean.TRUE;
        });
    }
}
