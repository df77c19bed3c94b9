package io.tidegate.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Two versions of a record, field by field. */
public final class Differences {
    /**
     * One field that differs.
     *
     * @param field JSON pointer
     * @param before the old value, null when the field was absent or null
     * @param after the new value, null when the field is absent or null
     */
    public record Difference(
            String field,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {}

    private Differences() {}

    /** What differs between two comparable documents (see {@link RecordReader#comparable}); arrays as wholes. */
    public static List<Difference> between(JsonNode before, JsonNode after) {
        List<Difference> found = new ArrayList<>();
        compare("", before, after, found);
        return found;
    }

    private static void compare(
            String at, @Nullable JsonNode before, @Nullable JsonNode after, List<Difference> found) {
        if (before instanceof ObjectNode left && after instanceof ObjectNode right) {
            TreeSet<String> names = new TreeSet<>();
            left.fieldNames().forEachRemaining(names::add);
            right.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                compare(at + "/" + name.replace("~", "~0").replace("/", "~1"), left.get(name), right.get(name), found);
            }
            return;
        }
        JsonNode old = before == null || before.isNull() ? null : before;
        JsonNode now = after == null || after.isNull() ? null : after;
        boolean same = (old == null || now == null)
                ? old == null && now == null
                : CanonicalJson.text(old).equals(CanonicalJson.text(now));
        if (!same) {
            found.add(new Difference(at, old, now));
        }
    }
}
