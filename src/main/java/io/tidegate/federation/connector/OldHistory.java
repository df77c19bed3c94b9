package io.tidegate.federation.connector;

import java.time.Duration;
import java.time.InstantSource;

/** The end of what is told of records that are edited on both sides, of connectors' runs, and of files that were read. */
public final class OldHistory {
    /** As long as deliveries of webhooks. */
    private static final Duration UPLOADS = Duration.ofDays(30);

    private final OldHistoryStore store;
    private final Duration kept;
    private final InstantSource clock;

    /** @param kept for how long it is known who changed what, longer than runs are on record */
    public OldHistory(OldHistoryStore store, Duration kept, InstantSource clock) {
        this.store = store;
        this.kept = kept;
        this.clock = clock;
    }

    /** The daily work. */
    public void forget() {
        store.deleteBefore(clock.instant().minus(kept));
        store.emptyUploads(clock.instant().minus(UPLOADS));
    }
}
