package io.tidegate.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;

/** JSON as a page's body becomes a tree. */
final class Json {
    static final PageReader PAGES = new PageReader(new ObjectMapper());

    private Json() {}

    static JsonNode tree(String text) {
        return PAGES.tree(text.getBytes(StandardCharsets.UTF_8));
    }
}
