package io.tidegate.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tidegate.json.Condition;
import io.tidegate.json.Jq;
import io.tidegate.json.Pointer;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the records of a type are read.
 *
 * @param id where the parts of a record's id stand
 * @param fields where name, status and region stand ({@link #NAME}, …)
 * @param columns the typed columns and times, by name; those whose names end in {@code _at} are times
 * @param statuses Tidegate's status words by the provider's in lower case; others are kept in lower case
 * @param marks what is treated specially
 * @param selection which records count, and in what form
 * @param zone of times that name none; null: such times are kept as they are
 */
public record RecordShape(
        List<Pointer> id,
        Map<String, Pointer> fields,
        Map<String, Pointer> columns,
        Map<String, String> statuses,
        Marks marks,
        Selection selection,
        @Nullable ZoneId zone) {
    public static final String NAME = "name";
    public static final String STATUS = "status";
    public static final String REGION = "region";

    /** The words that providers' statuses map to. */
    public static final List<String> STATUSES = List.of("running", "stopped", "pending", "error", "archived");

    /**
     * Places that are treated specially.
     *
     * @param secrets values that are never stored
     * @param personal values that only {@code resources} holds: no history, no log, no listing shows them
     * @param volatiles values that are stored but make no change
     * @param sets arrays whose order means nothing
     */
    public record Marks(List<Pointer> secrets, List<Pointer> personal, List<Pointer> volatiles, List<Pointer> sets) {
        public static final Marks NONE = new Marks(List.of(), List.of(), List.of(), List.of());

        public Marks {
            secrets = List.copyOf(secrets);
            personal = List.copyOf(personal);
            volatiles = List.copyOf(volatiles);
            sets = List.copyOf(sets);
        }
    }

    /**
     * Which records count, and in what form.
     *
     * @param keep what must hold for a record as the provider lists it; null: all count
     * @param transform makes of it the document that is read and stored, or nothing; null: as it is
     * @param deleted holds for a record that tells of its own deletion; null: none does
     */
    public record Selection(
            @Nullable Condition keep,
            @Nullable Jq transform,
            @Nullable Condition deleted) {
        public static final Selection ALL = new Selection(null, null, null);

        boolean keeps(JsonNode listed) {
            return keep == null || keep.holds(listed);
        }

        boolean deletes(JsonNode listed) {
            return deleted != null && deleted.holds(listed);
        }

        /** What is read and stored of a record; null: nothing. */
        @Nullable JsonNode made(JsonNode listed) {
            if (transform == null) {
                return listed;
            }
            List<JsonNode> results = transform.all(listed);
            if (results.size() > 1 || (!results.isEmpty() && !results.get(0).isObject())) {
                throw new IllegalArgumentException("transform makes of a record "
                        + (results.size() > 1 ? results.size() + " values" : "what is no object")
                        + "; one object is needed");
            }
            // what it makes may share parts with what it was made of
            return results.isEmpty() ? null : results.get(0).deepCopy();
        }

        /** What the id of a record stands in, even of one of which nothing is made. */
        JsonNode ofItsId(JsonNode listed) {
            try {
                JsonNode made = made(listed);
                return made == null ? listed : made;
            } catch (IllegalArgumentException e) {
                return listed;
            }
        }
    }

    public RecordShape {
        id = List.copyOf(id);
        fields = Map.copyOf(fields);
        columns = Map.copyOf(columns);
        statuses = Map.copyOf(statuses);
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a record needs an id");
        }
    }

    /** Records of one id, without names, marks or selection. */
    public static RecordShape of(Pointer id) {
        return new RecordShape(List.of(id), Map.of(), Map.of(), Map.of(), Marks.NONE, Selection.ALL, null);
    }

    /** A document that holds an id and nothing else. */
    JsonNode document(String only) {
        String at = id.get(0).toString();
        if (id.size() > 1 || !at.matches("/[^/|*~\\[\\]]+")) {
            throw new IllegalArgumentException("the id is not one member of a record, as in /id");
        }
        return JsonNodeFactory.instance.objectNode().put(at.substring(1), only);
    }

    /** The same with marks. */
    public RecordShape marked(Marks others) {
        return new RecordShape(id, fields, columns, statuses, others, selection, zone);
    }
}
