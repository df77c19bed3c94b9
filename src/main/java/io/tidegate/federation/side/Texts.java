package io.tidegate.federation.side;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns that hold texts by name. */
final class Texts {
    private Texts() {}

    static Map<String, @Nullable String> fields(ObjectMapper json, String column) {
        return fields(tree(json, column));
    }

    /** Texts by name, by name. */
    static Map<String, Map<String, @Nullable String>> bases(ObjectMapper json, String column) {
        Map<String, Map<String, @Nullable String>> bases = new LinkedHashMap<>();
        tree(json, column).properties().forEach(one -> bases.put(one.getKey(), fields(one.getValue())));
        return bases;
    }

    private static Map<String, @Nullable String> fields(JsonNode tree) {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        tree.properties()
                .forEach(one -> fields.put(
                        one.getKey(),
                        one.getValue().isNull() ? null : one.getValue().asText()));
        return Collections.unmodifiableMap(fields);
    }

    private static JsonNode tree(ObjectMapper json, String column) {
        try {
            return json.readTree(column);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a local record's column holds no JSON", e);
        }
    }
}
