package io.tidegate.protocol.wire;

import io.tidegate.protocol.JsonFields;
import io.tidegate.protocol.SyncChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Part of what stands: live rows as puts, tombstones as deletes.
 *
 * @param highWatermark the same in all pages: what came later is replayed strictly after it
 * @param nextPageToken asks for the next page; null in the last one
 * @param total rows and tombstones there are about, for a bar of progress
 */
public record SnapshotPage(
        List<SyncChange> changes,
        long highWatermark,
        @Nullable String nextPageToken,
        long total) {
    public SnapshotPage {
        changes = List.copyOf(changes);
    }

    /** @throws io.tidegate.protocol.InvalidOpException when a field is missing or is not what it must be */
    public static SnapshotPage of(JsonFields json) {
        return new SnapshotPage(
                json.list("changes").stream()
                        .map(each -> SyncChange.of(JsonFields.of(each, "a change")))
                        .toList(),
                json.number("highWatermark"),
                json.textOrNull("nextPageToken"),
                json.number("total"));
    }

    /** As it is answered. */
    public Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("changes", changes.stream().map(SyncChange::json).toList());
        json.put("highWatermark", highWatermark);
        if (nextPageToken != null) {
            json.put("nextPageToken", nextPageToken);
        }
        json.put("total", total);
        return json;
    }
}
