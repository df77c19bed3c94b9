package io.tidegate.api.operation;

import io.tidegate.dock.Dock;
import io.tidegate.dock.DockStore;
import io.tidegate.monitor.DeadLetterStore;
import io.tidegate.monitor.DeadLetterStore.Letter;
import io.tidegate.monitor.DeadLetterStore.Resolution;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore;
import io.tidegate.queue.QueueStore.Enqueued;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Decides about dead letters that are open. */
public final class LetterDecisions {
    private final DockStore docks;
    private final QueueStore queue;
    private final DeadLetterStore letters;
    private final Instant now;

    public LetterDecisions(DockStore docks, QueueStore queue, DeadLetterStore letters, Instant now) {
        this.docks = docks;
        this.queue = queue;
        this.letters = letters;
        this.now = now;
    }

    /** Puts a letter away. */
    public LetterOutcome discard(Letter letter) {
        letters.resolve(letter.id(), Resolution.DISCARDED, now);
        return LetterOutcome.discarded(letter.id());
    }

    /** Queues a letter's dock again, for the types that its job had to list. */
    public LetterOutcome replay(Letter letter) {
        Dock dock = docks.find(List.of(letter.dockId())).stream().findFirst().orElse(null);
        if (dock == null) {
            return LetterOutcome.removed(letter.id());
        } else if (dock.condition().stoppedAt() != null) {
            String error = Objects.requireNonNullElse(dock.condition().error(), "it was stopped");
            return LetterOutcome.stopped(letter.id(), dock.name(), dock.id(), error);
        }
        List<String> types = letter.resourceTypes();
        List<Enqueued> queued = queue.enqueue(dock.id(), JobType.MANUAL, types == null ? List.of() : types, now);
        if (queued.isEmpty()) {
            return LetterOutcome.removed(letter.id());
        }
        letters.resolve(letter.id(), Resolution.REPLAYED, now);
        return LetterOutcome.replayed(
                letter.id(), dock.name(), queued.get(0), dock.schedule().enabled());
    }
}
