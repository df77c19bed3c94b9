package io.tidegate.protocol.wire;

import io.tidegate.protocol.PendingOp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes of one device, in their order.
 *
 * @param ops 1 to {@link io.tidegate.protocol.Limits#OPS_OF_PUSH}
 */
public record PushBatch(SyncScope scope, String deviceId, List<PendingOp> ops) {
    public PushBatch {
        ops = List.copyOf(ops);
    }

    /** As it is sent. */
    public Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("deviceId", deviceId);
        json.put("ops", ops.stream().map(PendingOp::json).toList());
        return json;
    }
}
