package io.tidegate.device.log.push;

import io.tidegate.device.log.PayloadJson;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.ColumnType;
import io.tidegate.protocol.InvalidOpException;
import io.tidegate.protocol.JsonFields;
import io.tidegate.protocol.Limits;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.wire.OpResult;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A push as it arrived, in order: ops that pass their schemas, and what became of those that do not.
 *
 * @param ops in canonical form
 * @param refused by place; null where there is an op
 */
record Arrivals(List<PendingOp> ops, List<@Nullable OpResult> refused) {
    /** What somebody calls an op is told back to them up to this length. */
    private static final int LONGEST_TOLD = 1_000;

    static Arrivals of(List<?> json, String device) {
        List<PendingOp> ops = new ArrayList<>();
        List<@Nullable OpResult> refused = new ArrayList<>();
        for (Object each : json) {
            OpResult refusal = null;
            try {
                PendingOp op = PendingOp.of(JsonFields.of(each, "an op"), device);
                op.check();
                PendingOp canonical = op.canonical();
                refusal = oversized(canonical);
                if (refusal == null) {
                    ops.add(canonical);
                }
            } catch (InvalidOpException e) {
                refusal = OpResult.rejected(name(each), Code.VALIDATION_ERROR, Objects.toString(e.getMessage()));
            }
            refused.add(refusal);
        }
        return new Arrivals(ops, refused);
    }

    private static @Nullable OpResult oversized(PendingOp op) {
        int bytes = op.payload() == null ? 0 : PayloadJson.bytes(op.payload());
        return bytes <= Limits.PAYLOAD_BYTES
                ? null
                : OpResult.rejected(
                        op.opId(),
                        Code.OVERSIZED,
                        "the payload has " + bytes + " bytes, and at most " + Limits.PAYLOAD_BYTES + " are taken");
    }

    private static String name(@Nullable Object json) {
        Object id = json instanceof Map<?, ?> map ? map.get("opId") : null;
        return id instanceof String text && text.length() <= LONGEST_TOLD && ColumnType.TEXT.holds(text) ? text : "";
    }

    /** In the order of arrival, from what became of those that passed. */
    List<OpResult> results(List<OpResult> ofOps) {
        Iterator<OpResult> passed = ofOps.iterator();
        List<OpResult> results = new ArrayList<>();
        for (OpResult refusal : refused) {
            results.add(refusal == null ? passed.next() : refusal);
        }
        return results;
    }
}
