package io.tidegate.queue;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The states of a job. Mirrored by a CHECK constraint and by the chart in docs/flow.md; a test holds them together. */
public enum JobState {
    /** Waits for its {@code run_at}; a snoozed job is one of these, with an open event. */
    AVAILABLE,
    /** Claimed by a worker that renews its lease. */
    RUNNING,
    /** Failed, and waits to be tried again. */
    RETRYABLE,
    COMPLETED,
    /** Failed, and not tried again. */
    DISCARDED;

    /** The states that may follow. */
    public Set<JobState> successors() {
        return switch (this) {
            case AVAILABLE, RETRYABLE -> EnumSet.of(RUNNING);
            case RUNNING -> EnumSet.of(AVAILABLE, RETRYABLE, COMPLETED, DISCARDED);
            case COMPLETED, DISCARDED -> EnumSet.noneOf(JobState.class);
        };
    }

    /** The state's word in the table. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
