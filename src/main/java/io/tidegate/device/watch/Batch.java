package io.tidegate.device.watch;

import io.tidegate.device.log.LogEntry;
import java.util.List;

/**
 * All that came after one version, up to another.
 *
 * @param after everything up to here was told before
 * @param to everything up to here is known with it
 * @param floor up to here the log is gone
 */
record Batch(long after, long to, List<Entry> entries, long floor) {
    /** An entry, and how all are told of it. */
    record Entry(LogEntry entry, Told told) {
        Entry(LogEntry entry) {
            this(entry, new Told(entry.change()));
        }
    }

    Batch {
        entries = List.copyOf(entries);
    }
}
