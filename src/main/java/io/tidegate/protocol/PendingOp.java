package io.tidegate.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One write, as a device captured it.
 *
 * @param pk the row's key within its table and workspace
 * @param payload the whole row, by names on the wire; null of a delete
 */
public record PendingOp(
        String table, OpKind op, String pk, @Nullable Map<String, @Nullable Object> payload, ChangeStamp stamp) {
    private static final Pattern OP_ID = Pattern.compile("[\\x21-\\x7e]{1," + Limits.OP_ID + "}");
    private static final Pattern SERVERS = Pattern.compile("run:|moved:");

    public String opId() {
        return stamp.opId();
    }

    /**
     * Reads what a push says.
     *
     * @param deviceId who pushes it
     * @throws InvalidOpException when a field is missing or is not what it must be; {@link #check} looks at the rest
     */
    public static PendingOp of(JsonFields json, String deviceId) {
        ChangeStamp stamp =
                new ChangeStamp(deviceId, json.text("opId"), Hlc.parse(json.text("hlc")), json.number("clock"));
        return new PendingOp(
                json.text("table"), OpKind.of(json.text("op")), json.text("pk"), json.objectOrNull("payload"), stamp);
    }

    /** As a push says it. */
    public Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("opId", stamp.opId());
        json.put("table", table);
        json.put("op", op.word());
        json.put("pk", pk);
        if (payload != null) {
            json.put("payload", payload);
        }
        json.put("clock", stamp.clock());
        json.put("hlc", stamp.hlc().toString());
        return json;
    }

    /** The same with its payload in the form that is kept; of one that {@link #check} takes. */
    public PendingOp canonical() {
        TableSchema schema = SyncTables.find(table);
        return schema == null || payload == null
                ? this
                : new PendingOp(table, op, pk, schema.canonical(pk, payload), stamp);
    }

    /**
     * Checks it against the schema of its table, as devices do before they capture it and the server does again.
     *
     * @throws InvalidOpException for the first thing that is wrong
     */
    public void check() {
        TableSchema schema = SyncTables.find(table);
        if (schema == null) {
            throw new InvalidOpException("there is no table " + TableSchema.shown(table));
        } else if (!schema.writable()) {
            throw new InvalidOpException(table + " is written by the server alone");
        } else if (!ColumnType.KEY.holds(pk)) {
            throw new InvalidOpException("pk is " + ColumnType.KEY.meaning());
        } else if (!OP_ID.matcher(stamp.opId()).matches()) {
            throw new InvalidOpException("opId has 1 to " + Limits.OP_ID + " characters of ASCII without blanks");
        } else if (SERVERS.matcher(stamp.opId()).lookingAt()) {
            throw new InvalidOpException("an opId that begins with run: or moved: is the server's");
        } else if (stamp.clock() < 1) {
            throw new InvalidOpException("clock counts from 1");
        } else if (op == OpKind.DELETE && payload != null) {
            throw new InvalidOpException("a delete has no payload");
        } else if (op == OpKind.PUT) {
            if (payload == null) {
                throw new InvalidOpException("a put has a payload");
            }
            schema.check(pk, payload);
        }
    }
}
