package io.tidegate.client.local;

import io.tidegate.protocol.ChangeStamp;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that stands here.
 *
 * @param payload the whole row, by names on the wire
 * @param stamp of its last write
 * @param version the highest one the backend gave to a write of it that is known here; 0 where it has none
 * @param pending whether it stays on this device for now
 */
public record LocalRow(
        String table,
        String pk,
        Map<String, @Nullable Object> payload,
        ChangeStamp stamp,
        long version,
        boolean pending) {
    /** The text of a column by its name on the wire; null where there is none. */
    public @Nullable String text(String name) {
        Object value = payload.get(name);
        return value == null ? null : value.toString();
    }
}
