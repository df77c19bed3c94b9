package io.tidegate.federation.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Local records between JSON and their tables' columns. */
final class LocalRows {
    private static final TypeReference<Map<String, @Nullable String>> FIELDS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> IDS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Map<String, @Nullable String>>> BASES = new TypeReference<>() {};

    private final ObjectMapper json;

    LocalRows(ObjectMapper json) {
        this.json = json;
    }

    Map<String, @Nullable String> fields(String text) {
        return read(text, FIELDS);
    }

    Map<String, String> ids(String text) {
        return read(text, IDS);
    }

    Map<String, Map<String, @Nullable String>> bases(String text) {
        return read(text, BASES);
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a local record's column holds something else than texts by name", e);
        }
    }

    /** What every kind's rows have: id, external_ids and last_synced_data. */
    ObjectNode row(LocalRecord record) {
        ObjectNode row = json.createObjectNode().put("id", record.id());
        row.set("external_ids", json.valueToTree(record.externalIds()));
        row.set("last_synced_data", json.valueToTree(record.bases()));
        return row;
    }

    ObjectNode empty() {
        return json.createObjectNode();
    }

    /** One array of objects, for {@code jsonb_to_recordset}. */
    <T> String array(Iterable<T> all, Function<T, ObjectNode> row) {
        var array = json.createArrayNode();
        all.forEach(one -> array.add(row.apply(one)));
        return array.toString();
    }
}
