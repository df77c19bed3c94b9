package io.tidegate.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The texts of a document. */
final class Texts {
    private Texts() {}

    /**
     * A copy of a document with every text exchanged.
     *
     * @param names what becomes of the names of members
     * @param values what becomes of a value, by the name of the member it stands in (empty in none) and the text; numbers
     *     are handed over as texts too, and stay as they are where nothing changes
     */
    static JsonNode exchanged(JsonNode node, UnaryOperator<String> names, BinaryOperator<String> values) {
        return exchanged(node, "", names, values);
    }

    private static JsonNode exchanged(
            JsonNode node, String name, UnaryOperator<String> names, BinaryOperator<String> values) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(each -> copy.set(
                            names.apply(each.getKey()), exchanged(each.getValue(), each.getKey(), names, values)));
            return copy;
        } else if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(each -> copy.add(exchanged(each, name, names, values)));
            return copy;
        }
        String text = node.isTextual() || node.isNumber() ? node.asText() : null;
        String now = text == null ? null : values.apply(name, text);
        return now == null || now.equals(text) ? node : TextNode.valueOf(now);
    }

    /** A copy of a document without what {@code hide} takes out of texts. */
    static JsonNode hidden(JsonNode node, UnaryOperator<String> hide) {
        return exchanged(node, hide, (name, text) -> hide.apply(text));
    }

    static @Nullable String hidden(@Nullable String text, UnaryOperator<String> hide) {
        return text == null ? null : hide.apply(text);
    }
}
