package io.tidegate.protocol.wire;

import io.tidegate.protocol.Code;
import io.tidegate.protocol.InvalidOpException;
import io.tidegate.protocol.JsonFields;
import io.tidegate.protocol.SyncChange;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one op of a push.
 *
 * @param serverVersion the version it has; null where it has none
 * @param winner what stands instead of a superseded one; null where nothing does
 * @param errorCode why it was rejected, or null
 * @param error the same in words, or null
 */
public record OpResult(
        String opId,
        Status status,
        @Nullable Long serverVersion,
        @Nullable SyncChange winner,
        @Nullable Code errorCode,
        @Nullable String error) {
    /** What may become of an op. */
    public enum Status {
        APPLIED,
        /** It was applied before, at {@code serverVersion}. */
        REPLAYED,
        /** A later write stands. */
        SUPERSEDED,
        REJECTED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static OpResult applied(String opId, long version) {
        return new OpResult(opId, Status.APPLIED, version, null, null, null);
    }

    public static OpResult replayed(String opId, long version) {
        return new OpResult(opId, Status.REPLAYED, version, null, null, null);
    }

    public static OpResult superseded(String opId, @Nullable SyncChange winner) {
        return new OpResult(opId, Status.SUPERSEDED, null, winner, null, null);
    }

    public static OpResult rejected(String opId, Code code, String error) {
        return new OpResult(opId, Status.REJECTED, null, null, code, error);
    }

    /** @throws InvalidOpException when a field is missing or is not what it must be */
    static OpResult of(JsonFields json) {
        Map<String, @Nullable Object> winner = json.objectOrNull("winner");
        String code = json.textOrNull("errorCode");
        return new OpResult(
                json.text("opId"),
                status(json.text("status")),
                json.numberOrNull("serverVersion"),
                winner == null ? null : SyncChange.of(new JsonFields(winner)),
                code == null ? null : Code.of(code),
                json.textOrNull("error"));
    }

    private static Status status(String word) {
        for (Status each : Status.values()) {
            if (each.word().equals(word)) {
                return each;
            }
        }
        throw new InvalidOpException("status is applied, replayed, superseded or rejected");
    }

    /** As it is answered. */
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("opId", opId);
        json.put("status", status.word());
        if (serverVersion != null) {
            json.put("serverVersion", serverVersion);
        }
        if (winner != null) {
            json.put("winner", winner.json());
        }
        if (errorCode != null) {
            json.put("errorCode", errorCode.name());
        }
        if (error != null) {
            json.put("error", error);
        }
        return json;
    }
}
