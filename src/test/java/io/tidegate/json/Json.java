package io.tidegate.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;

/** JSON as a page's body becomes a tree. */
public final class Json {
    public static final JsonText TEXT = new JsonText(new ObjectMapper());

    private Json() {}

    public static JsonNode tree(String text) {
        return TEXT.tree(text.getBytes(StandardCharsets.UTF_8));
    }
}
