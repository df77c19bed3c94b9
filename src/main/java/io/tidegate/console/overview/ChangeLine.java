package io.tidegate.console.overview;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import io.tidegate.record.ResourceChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A record that came, went or changed, with all the fields that one run found changed.
 *
 * @param latest the last of its changes
 * @param dock the name of its dock
 * @param fields empty when the whole record came or went
 */
public record ChangeLine(ResourceChange latest, String dock, List<Field> fields) {
    private static final int MOST_VALUE_CHARACTERS = 80;

    /** A field with its value before and after. */
    public record Field(String name, String before, String after) {
        static Field of(ResourceChange change, String pointer) {
            String name = pointer.startsWith("/") ? pointer.substring(1).replace('/', '.') : pointer;
            return new Field(name, value(change.oldValue()), value(change.newValue()));
        }
    }

    public ChangeLine {
        fields = List.copyOf(fields);
    }

    /** Changes, newest first, with those side by side that one run found in one record. */
    static List<ChangeLine> group(List<ResourceChange> changes, LongFunction<String> docks) {
        List<ChangeLine> lines = new ArrayList<>();
        int from = 0;
        while (from < changes.size()) {
            ResourceChange first = changes.get(from);
            int to = from + 1;
            while (to < changes.size() && belongTogether(first, changes.get(to))) {
                to++;
            }
            List<Field> fields = new ArrayList<>();
            for (ResourceChange change : changes.subList(from, to)) {
                String pointer = change.field();
                if (pointer != null) {
                    fields.add(0, Field.of(change, pointer));
                }
            }
            lines.add(new ChangeLine(first, docks.apply(first.subject().dock()), fields));
            from = to;
        }
        return lines;
    }

    private static boolean belongTogether(ResourceChange one, ResourceChange other) {
        return one.run() == other.run()
                && one.subject().resource() == other.subject().resource()
                && one.kind().equals(other.kind());
    }

    public Tone tone() {
        return switch (latest.kind()) {
            case "created", "returned" -> Tone.GOOD;
            case "deleted" -> Tone.BAD;
            default -> Tone.BUSY;
        };
    }

    /** The record's name, or its id where it has none. */
    public String name() {
        String name = latest.subject().name();
        return name == null || name.isBlank() ? latest.subject().providerId() : name;
    }

    public String type() {
        return latest.subject().type().replace('_', ' ');
    }

    private static String value(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return "nothing";
        }
        String text = value.isTextual() ? value.textValue() : value.toString();
        return text.isEmpty() ? "empty" : Words.shortened(text, MOST_VALUE_CHARACTERS);
    }
}
