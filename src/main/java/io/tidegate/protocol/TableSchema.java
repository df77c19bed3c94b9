package io.tidegate.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table that is synced: the one schema which devices check before they capture a write, and the server again.
 *
 * @param name in snake_case
 * @param key the column that is its key beside the workspace
 * @param columns what a payload may say
 * @param writable whether devices may write it
 */
public record TableSchema(String name, String key, List<Column> columns, boolean writable) {
    public TableSchema {
        columns = List.copyOf(columns);
    }

    /** By their names on the wire, in order. */
    public Map<String, Column> byWire() {
        Map<String, Column> byWire = new LinkedHashMap<>();
        columns.forEach(column -> byWire.put(column.wire(), column));
        return byWire;
    }

    /**
     * Checks what a put says.
     *
     * @param pk the row's key, which the key's column repeats or leaves out
     * @param payload as JSON has it: texts, numbers, flags, lists and maps, by the names on the wire
     * @throws InvalidOpException for the first column that is wrong, missing or not known
     */
    public void check(String pk, Map<String, ? extends @Nullable Object> payload) {
        Map<String, Column> known = byWire();
        payload.forEach((name, value) -> {
            Column column = known.get(name);
            if (column == null) {
                throw new InvalidOpException(this.name + " has no column " + shown(name));
            } else if (value != null && !column.type().holds(value)) {
                throw new InvalidOpException(
                        this.name + "." + name + " is " + column.type().meaning());
            } else if (value != null
                    && !column.allowed().isEmpty()
                    && !column.allowed().contains(value)) {
                throw new InvalidOpException(this.name + "." + name + " is one of " + column.allowed());
            } else if (column.name().equals(key) && !pk.equals(value)) {
                throw new InvalidOpException(this.name + "." + name + " is its key, and pk says something else");
            }
        });
        for (Column column : columns) {
            if (column.required() && payload.get(column.wire()) == null) {
                throw new InvalidOpException(name + "." + column.wire() + " is missing");
            }
        }
    }

    /**
     * The one form of a sound payload that every replica keeps: what is null is left out, and the key's column is said.
     *
     * @param payload as {@link #check} takes it
     */
    public Map<String, @Nullable Object> canonical(String pk, Map<String, ? extends @Nullable Object> payload) {
        Map<String, @Nullable Object> canonical = new LinkedHashMap<>();
        for (Column column : columns) {
            Object value = column.name().equals(key) ? pk : payload.get(column.wire());
            if (value != null) {
                canonical.put(column.wire(), value);
            }
        }
        return canonical;
    }

    /** What somebody wrote, fit for a message. */
    static String shown(String name) {
        String printable = name.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() > 40 ? printable.substring(0, 40) + "…" : printable;
    }
}
