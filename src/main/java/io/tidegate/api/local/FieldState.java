package io.tidegate.api.local;

import io.tidegate.federation.side.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field of a record beside what a source said of it last.
 *
 * @param value what the record holds
 * @param source whose base it is; null of a record that was never synced
 * @param base what the source said last
 * @param synced whether the source told of the field at all
 * @param edited whether it was edited here since: the next run keeps it, or finds a conflict
 */
public record FieldState(
        String field,
        @Nullable String value,
        @Nullable String source,
        @Nullable String base,
        boolean synced,
        boolean edited) {
    static List<FieldState> of(
            Map<String, @Nullable String> fields, Map<String, Map<String, @Nullable String>> bases, Shape shape) {
        List<FieldState> states = new ArrayList<>();
        fields.forEach((field, value) -> {
            if (bases.isEmpty()) {
                states.add(new FieldState(field, value, null, null, false, false));
            }
            bases.forEach((source, base) -> {
                String said = base.get(field);
                boolean synced = base.containsKey(field);
                states.add(
                        new FieldState(field, value, source, said, synced, synced && !shape.same(field, value, said)));
            });
        });
        return states;
    }
}
