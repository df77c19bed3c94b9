package io.tidegate.device.log;

import java.util.List;

/**
 * What the log holds after a version, read at one moment.
 *
 * @param head the workspace's last version
 * @param floor up to here the log is gone
 */
public record Tail(List<LogEntry> entries, long head, long floor) {
    public Tail {
        entries = List.copyOf(entries);
    }
}
