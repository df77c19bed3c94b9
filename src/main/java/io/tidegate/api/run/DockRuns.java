package io.tidegate.api.run;

import io.tidegate.monitor.LatestRunStore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last runs of a dock.
 *
 * @param runs oldest first
 */
public record DockRuns(long dockId, List<Run> runs) {
    /**
     * A run, told in short; {@code /events/{event}} tells all of it.
     *
     * @param status one of {@link EventView#STATUSES}
     * @param durationMs null while it goes on
     */
    public record Run(
            long id,
            String status,
            Instant startedAt,
            @Nullable Long durationMs,
            long itemsChanged) {
        static Run of(LatestRunStore.Run run) {
            return new Run(run.id(), run.status(), run.startedAt(), run.durationMs(), run.changed());
        }
    }

    public DockRuns {
        runs = List.copyOf(runs);
    }

    static DockRuns of(long dock, List<LatestRunStore.Run> runs) {
        return new DockRuns(dock, runs.stream().map(Run::of).toList());
    }
}
