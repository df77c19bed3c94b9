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
import io.tidegate.client.local.LocalUnit;
import io.tidegate.client.local.RecordState;
import io.tidegate.client.local.SyncState;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.SyncTables;
import io.tidegate.protocol.wire.SnapshotPage;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes everything that stands at the backend, a page a turn, onto a stage; the last one lets the stage replace what stands
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
        SnapshotPage page = provider.get().snapshot(database.scope(), pageToken, PAGE);
        done += page.changes().size();
        long total = Math.max(done, page.total());
        pageToken = page.nextPageToken();
        database.unit(unit -> {
            page.changes().forEach(change -> stage(unit, change));
            unit.tell(
                    first
                            ? new BootstrapProgress(database.scope(), done, total)
                            : new RescanProgress(database.scope(), done, total));
            if (page.nextPageToken() == null) {
                new StageSwap(unit, database.scope()).swap(page.highWatermark(), time.instant());
                unit.tell(complete(first, page.highWatermark()));
            }
            return Boolean.TRUE;
        });
        if (page.nextPageToken() == null) {
            underWay = false;
            database.tellStats();
        }
    }

    private void begin(boolean first) {
        pageToken = null;
        done = 0;
        database.unit(unit -> {
            unit.stage().clear();
            unit.tell(first ? new BootstrapStart(database.scope()) : new RescanStarting(database.scope()));
            return Boolean.TRUE;
        });
        underWay = true;
    }

    private SyncEvent complete(boolean first, long watermark) {
        return first
                ? new BootstrapComplete(database.scope(), done, watermark)
                : new RescanCompleted(database.scope(), done, watermark);
    }

    private static void stage(LocalUnit unit, SyncChange change) {
        if (SyncTables.find(change.table()) == null) {
            return;
        }
        unit.stamps().receive(change.stamp().hlc());
        RecordState standing = unit.stage().state(change.table(), change.pk());
        if (standing == null || change.stamp().beats(standing.stamp())) {
            unit.stage().apply(change);
        }
    }
}
