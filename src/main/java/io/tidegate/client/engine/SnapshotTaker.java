package io.tidegate.client.engine;

import io.tidegate.client.SyncProvider;
import io.tidegate.client.hook.SyncEvent;
import io.tidegate.client.hook.SyncEvent.BootstrapComplete;
import io.tidegate.client.hook.SyncEvent.BootstrapProgress;
import io.tidegate.client.hook.SyncEvent.BootstrapStart;
import io.tidegate.client.hook.SyncEvent.RescanCompleted;
import io.tidegate.client.hook.SyncEvent.RescanProgress;
import io.tidegate.client.hook.SyncEvent.RescanStarting;
import io.tidegate.client.local.LocalDatabase;
import io.tidegate.client.local.SyncState;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PullResponse;
import io.tidegate.protocol.wire.SnapshotPage;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes everything that stands at the backend, a page a turn, onto a stage, and then what the log got meanwhile: a row that
 * was written again while the pages were read is in none of them. The last page of the log lets the stage replace what stands
 * here, in one transaction. Until then the application reads and writes what stood before, and a snapshot that breaks off
 * changes nothing of it.
 */
final class SnapshotTaker {
    private static final int PAGE = 500;

    private final LocalDatabase database;
    private final Supplier<SyncProvider> provider;
    private final InstantSource time;
    private boolean underWay;
    private @Nullable String pageToken;
    private long done;
    /** The version up to which the stage has the log; negative while pages of the snapshot are to come. */
    private long reached;

    SnapshotTaker(LocalDatabase database, Supplier<SyncProvider> provider, InstantSource time) {
        this.database = database;
        this.provider = provider;
        this.time = time;
    }

    /** The next page begins anew. */
    void restart() {
        underWay = false;
    }

    void turn(SyncState state) {
        boolean first = !state.bootstrapped();
        if (!underWay) {
            begin(first);
        }
        if (reached < 0) {
            page(first);
        } else {
            catchUp(first);
        }
    }

    private void page(boolean first) {
        SnapshotPage page = provider.get().snapshot(database.scope(), pageToken, PAGE);
        done += page.changes().size();
        long total = Math.max(done, page.total());
        database.unit(unit -> {
            StageSwap stage = new StageSwap(unit, database.scope());
            // a snapshot is of all tables
            page.changes().stream()
                    .filter(each ->
                            database.tables().isEmpty() || database.tables().contains(each.table()))
                    .forEach(stage::take);
            unit.tell(
                    first
                            ? new BootstrapProgress(database.scope(), done, total)
                            : new RescanProgress(database.scope(), done, total));
            return Boolean.TRUE;
        });
        pageToken = page.nextPageToken();
        if (pageToken == null) {
            reached = page.highWatermark();
        }
    }

    private void catchUp(boolean first) {
        PullResponse page = provider.get().pull(new PullRequest(database.scope(), reached, PAGE, database.tables()));
        database.unit(unit -> {
            StageSwap stage = new StageSwap(unit, database.scope());
            page.changes().forEach(stage::take);
            if (!page.hasMore()) {
                stage.swap(page.nextCursor(), time.instant());
                unit.tell(complete(first, page.nextCursor()));
            }
            return Boolean.TRUE;
        });
        reached = page.nextCursor();
        if (!page.hasMore()) {
            underWay = false;
            database.tellStats();
        }
    }

    private void begin(boolean first) {
        pageToken = null;
        done = 0;
        reached = -1;
        database.unit(unit -> {
            unit.stage().clear();
            unit.tell(first ? new BootstrapStart(database.scope()) : new RescanStarting(database.scope()));
            return Boolean.TRUE;
        });
        underWay = true;
    }

    private SyncEvent complete(boolean first, long cursor) {
        return first
                ? new BootstrapComplete(database.scope(), done, cursor)
                : new RescanCompleted(database.scope(), done, cursor);
    }
}
