package io.tidegate.queue;

import java.util.Locale;

/** Why a job was queued. What somebody waits for goes first. */
public enum JobType {
    MANUAL(0),
    WEBHOOK(1),
    SCHEDULED(2),
    RETRY(2);

    private final int priority;

    JobType(int priority) {
        this.priority = priority;
    }

    /** Lower goes first. */
    public int priority() {
        return priority;
    }

    /** The type's word in the table. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
