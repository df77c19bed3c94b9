package io.tidegate.protocol.wire;

import io.tidegate.protocol.JsonFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a push.
 *
 * @param serverVersion the workspace's head afterwards
 * @param results one for each op, in their order
 */
public record PushResult(long serverVersion, List<OpResult> results) {
    public PushResult {
        results = List.copyOf(results);
    }

    /** @throws io.tidegate.protocol.InvalidOpException when a field is missing or is not what it must be */
    public static PushResult of(JsonFields json) {
        return new PushResult(
                json.number("serverVersion"),
                json.list("results").stream()
                        .map(each -> OpResult.of(JsonFields.of(each, "a result")))
                        .toList());
    }

    /** As it is answered. */
    public Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("serverVersion", serverVersion);
        json.put("results", results.stream().map(OpResult::json).toList());
        return json;
    }
}
