package io.tidegate.console.change;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.api.record.ChangeView;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that came, went or changed, with all the fields that one run found changed.
 *
 * @param latest the last of its changes
 * @param fields empty when the whole record came or went
 */
public record ChangedRecord(ChangeView latest, List<Field> fields) {
    private static final int MOST_VALUE_CHARACTERS = 300;

    public ChangedRecord {
        fields = List.copyOf(fields);
    }

    /**
     * A field with its value before and after.
     *
     * @param pointer as a filter takes it
     * @param name for people
     * @param before null where there was nothing
     * @param after null where there is nothing
     */
    public record Field(
            long id,
            String pointer,
            String name,
            @Nullable String before,
            @Nullable String after) {
        static Field of(ChangeView change, String pointer) {
            return new Field(
                    change.id(),
                    pointer,
                    pointer.startsWith("/") ? pointer.substring(1).replace('/', '.') : pointer,
                    value(change.oldValue()),
                    value(change.newValue()));
        }
    }

    /** Changes, newest first, with those together that one run found in one record. */
    static List<ChangedRecord> group(List<ChangeView> changes) {
        List<ChangedRecord> records = new ArrayList<>();
        int from = 0;
        while (from < changes.size()) {
            ChangeView first = changes.get(from);
            List<Field> fields = new ArrayList<>();
            int to = from;
            while (to < changes.size() && belongTogether(first, changes.get(to))) {
                String pointer = changes.get(to).field();
                if (pointer != null) {
                    fields.add(0, Field.of(changes.get(to), pointer));
                }
                to++;
            }
            records.add(new ChangedRecord(first, fields));
            from = to;
        }
        return records;
    }

    private static boolean belongTogether(ChangeView one, ChangeView other) {
        return one.run() == other.run()
                && one.resourceId() == other.resourceId()
                && one.kind().equals(other.kind());
    }

    private static @Nullable String value(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return null;
        }
        String text = value.isTextual() ? value.textValue() : value.toString();
        return text.isEmpty() ? "empty text" : Words.shortened(text, MOST_VALUE_CHARACTERS);
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
        String name = latest.name();
        return name == null || name.isBlank() ? latest.providerResourceId() : name;
    }

    public String type() {
        return latest.resourceType().replace('_', ' ');
    }

    /** What happened to the whole of it; empty where fields tell. */
    public String whole() {
        return switch (latest.kind()) {
            case "created" -> "It is new at the provider.";
            case "deleted" -> "It is gone at the provider. What it was last is kept here.";
            case "returned" -> "It counted as deleted and is there again.";
            default -> "";
        };
    }

    /** Its own page. */
    public Link page() {
        return Link.to("/docks/" + latest.dockId() + "/records/" + latest.resourceType() + "/" + latest.resourceId());
    }
}
