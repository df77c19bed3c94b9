package io.tidegate.console.dock;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.console.page.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON as a list of its fields, each with the way to it. */
public final class Fields {
    private static final int MOST = 300;
    private static final int MOST_CHARACTERS = 400;

    /** A field; the value is as people read it. */
    public record Field(String name, String value) {}

    private Fields() {}

    /** The fields of an object in its order, at most 300; what is within lists counts by place, from 0. */
    static List<Field> of(@Nullable JsonNode json) {
        List<Field> fields = new ArrayList<>();
        if (json != null) {
            add(fields, "", json);
        }
        return fields;
    }

    private static void add(List<Field> fields, String path, JsonNode json) {
        if (fields.size() >= MOST) {
            return;
        } else if (json.isObject() && !json.isEmpty()) {
            json.properties().forEach(each -> add(fields, joined(path, each.getKey()), each.getValue()));
        } else if (json.isArray() && !json.isEmpty() && json.get(0).isContainerNode()) {
            for (int i = 0; i < json.size(); i++) {
                add(fields, joined(path, Integer.toString(i)), json.get(i));
            }
        } else if (!path.isEmpty()) {
            fields.add(new Field(path, value(json)));
        }
    }

    private static String joined(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** A JSON pointer as such a name. */
    static String name(String pointer) {
        return pointer.startsWith("/") ? pointer.substring(1).replace('/', '.') : pointer;
    }

    /** As people read it; never empty. */
    public static String value(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return "nothing";
        }
        String text = value.isTextual() ? value.textValue() : value.toString();
        return text.isEmpty() ? "empty" : Words.shortened(text, MOST_CHARACTERS);
    }
}
