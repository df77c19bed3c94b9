package io.tidegate.console.dock;

import io.tidegate.access.AuditStore.Entry;
import io.tidegate.console.page.Words;
import java.util.List;
import java.util.Map;

/** Something that somebody did to a dock. */
public record Trail(Entry entry) {
    private static final int MOST_CHARACTERS = 160;

    /** Syncs on demand change nothing of a dock. */
    static final String SYNC = "dock.sync";

    /** What was done, as people say it. */
    public String deed() {
        return switch (entry.action()) {
            case "dock.create" -> "added it";
            case "dock.update" -> entry.detail().isEmpty() ? "saved it as it was" : "changed it";
            case "dock.pause" -> "paused it";
            case "dock.resume" -> "resumed it";
            case "dock.confirm-deletions" -> "let deletions happen";
            case "dock.credentials" -> "gave it new credentials";
            case "webhook.address" -> "asked for its address for events";
            default -> entry.action();
        };
    }

    /** "interval: 60 s → 300 s". */
    public List<String> details() {
        return entry.detail().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> each.getKey() + ": " + Words.shortened(each.getValue(), MOST_CHARACTERS))
                .toList();
    }
}
