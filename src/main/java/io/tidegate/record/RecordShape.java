package io.tidegate.record;

import java.util.List;
import java.util.Map;

/**
 * How the records of a type are read.
 *
 * @param fields where id, name, status and region stand ({@link #ID}, …); only the id must
 * @param columns the typed columns and times, by name
 * @param statuses Tidegate's status words by the provider's in lower case; others are kept in lower case
 * @param secrets values that are never stored
 * @param volatiles values that are stored but make no change
 * @param sets arrays whose order means nothing
 */
public record RecordShape(
        Map<String, Pointer> fields,
        Map<String, Pointer> columns,
        Map<String, String> statuses,
        List<Pointer> secrets,
        List<Pointer> volatiles,
        List<Pointer> sets) {
    public static final String ID = "id";
    public static final String NAME = "name";
    public static final String STATUS = "status";
    public static final String REGION = "region";

    /** The words that providers' statuses map to. */
    public static final List<String> STATUSES = List.of("running", "stopped", "pending", "error", "archived");

    public RecordShape {
        fields = Map.copyOf(fields);
        columns = Map.copyOf(columns);
        statuses = Map.copyOf(statuses);
        secrets = List.copyOf(secrets);
        volatiles = List.copyOf(volatiles);
        sets = List.copyOf(sets);
        if (!fields.containsKey(ID)) {
            throw new IllegalArgumentException("a record needs an id");
        }
    }
}
