package io.tidegate.federation.connector;

import io.tidegate.dock.Dock;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what the history tells of runs that ended, and stops connectors that failed too often. */
public final class HistoryEnds {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryEnds.class);

    private final HistoryEndStore store;
    private final InstantSource clock;

    public HistoryEnds(HistoryEndStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What is left open of runs that ended, whichever they are. */
    public void close() {
        close(null);
    }

    /** What a run of a connector's dock left open just now; what cannot be written is left to the tick. */
    public void closeOf(Dock dock) {
        try {
            if (dock.owner().connector() != null) {
                close(dock.id());
            }
        } catch (RuntimeException e) {
            LOG.warn("the history of dock {} is closed a little later: {}", dock.name(), e.toString());
        }
    }

    private void close(@Nullable Long dock) {
        for (HistoryEndStore.Counted one : store.close(dock, clock.instant())) {
            if (one.stopped()) {
                LOG.warn(
                        "connector {} stops after {} failures in a row: {}; `tidegate connector resume {}` lets it go on",
                        one.code(),
                        one.failures(),
                        one.error(),
                        one.code());
            }
        }
    }
}
