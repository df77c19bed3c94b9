package io.tidegate.api.local;

import io.tidegate.api.Problem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of a record.
 *
 * @param fields those that change, by name; null or an empty text empties one
 */
public record LocalRecordEdit(Map<String, @Nullable String> fields) {
    /** @throws Problem when no fields are given */
    public LocalRecordEdit {
        if (fields == null) {
            throw Problem.invalid("/fields", "are missing: give those that change, by name");
        }
    }

    @Override
    public String toString() {
        return "LocalRecordEdit" + fields.keySet();
    }
}
