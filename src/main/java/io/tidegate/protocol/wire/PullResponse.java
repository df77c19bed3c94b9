package io.tidegate.protocol.wire;

import io.tidegate.protocol.JsonFields;
import io.tidegate.protocol.SyncChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came after a version.
 *
 * @param nextCursor the version up to which everything is known now
 * @param hasMore whether asking again brings more at once
 * @param oldestRetainedVersion a cursor below it needs a snapshot
 */
public record PullResponse(List<SyncChange> changes, long nextCursor, boolean hasMore, long oldestRetainedVersion) {
    public PullResponse {
        changes = List.copyOf(changes);
    }

    /** @throws io.tidegate.protocol.InvalidOpException when a field is missing or is not what it must be */
    public static PullResponse of(JsonFields json) {
        return new PullResponse(
                json.list("changes").stream()
                        .map(each -> SyncChange.of(JsonFields.of(each, "a change")))
                        .toList(),
                json.number("nextCursor"),
                json.flag("hasMore"),
                json.number("oldestRetainedVersion"));
    }

    /** As it is answered. */
    public Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("changes", changes.stream().map(SyncChange::json).toList());
        json.put("nextCursor", nextCursor);
        json.put("hasMore", hasMore);
        json.put("oldestRetainedVersion", oldestRetainedVersion);
        return json;
    }
}
