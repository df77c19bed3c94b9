package io.tidegate.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a workspace's log.
 *
 * @param serverVersion its place: 1, 2, 3 … without a gap
 * @param pk the row's key within its table and workspace
 * @param payload the whole row, by names on the wire; null of a delete
 */
public record SyncChange(
        long serverVersion,
        String table,
        OpKind op,
        String pk,
        @Nullable Map<String, @Nullable Object> payload,
        ChangeStamp stamp) {
    /**
     * Reads what a pull says.
     *
     * @throws InvalidOpException when a field is missing or is not what it must be
     */
    public static SyncChange of(JsonFields json) {
        ChangeStamp stamp = new ChangeStamp(
                json.textOrNull("deviceId"), json.text("opId"), Hlc.parse(json.text("hlc")), json.number("clock"));
        return new SyncChange(
                json.number("serverVersion"),
                json.text("table"),
                OpKind.of(json.text("op")),
                json.text("pk"),
                json.objectOrNull("payload"),
                stamp);
    }

    /** As a pull says it. */
    public Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("serverVersion", serverVersion);
        json.put("table", table);
        json.put("pk", pk);
        json.put("op", op.word());
        if (payload != null) {
            json.put("payload", payload);
        }
        json.put("clock", stamp.clock());
        json.put("hlc", stamp.hlc().toString());
        if (stamp.deviceId() != null) {
            json.put("deviceId", stamp.deviceId());
        }
        json.put("opId", stamp.opId());
        return json;
    }
}
