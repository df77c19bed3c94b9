package io.tidegate.client.engine;

import io.tidegate.client.SyncProvider;
import io.tidegate.client.hook.SyncEvent.ErrorRaised;
import io.tidegate.client.local.LocalDatabase;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.wire.SyncException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Tells the backend now and then how far this device is, so that it need not remember more for it. */
final class CursorReport {
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final LocalDatabase database;
    private final Supplier<SyncProvider> provider;
    private final InstantSource time;
    private long told = -1;
    private Instant toldAt = Instant.MIN;

    CursorReport(LocalDatabase database, Supplier<SyncProvider> provider, InstantSource time) {
        this.database = database;
        this.provider = provider;
        this.time = time;
    }

    void tell(long cursor) {
        Instant now = time.instant();
        if (cursor <= told || now.isBefore(toldAt.equals(Instant.MIN) ? Instant.MIN : toldAt.plus(BETWEEN))) {
            return;
        }
        toldAt = now;
        try {
            provider.get().moveCursor(database.scope(), database.deviceId(), cursor);
            told = cursor;
        } catch (SyncException e) {
            if (e.code() == Code.CONFLICT) {
                // it knows that this device is further
                told = cursor;
            } else {
                database.hooks().tell(new ErrorRaised(null, e.code(), "the cursor was not taken: " + e.getMessage()));
            }
        } catch (UncheckedIOException e) {
            database.hooks().tell(new ErrorRaised(null, null, "the cursor was not told: " + e.getMessage()));
        }
    }
}
