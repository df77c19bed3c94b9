package io.tidegate.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** How a list is cut into pages: each style reads its own query parameters and writes its own envelope. */
public interface Paging {

    /**
     * One page.
     *
     * @param array the envelope's key for the records
     * @param records all records by a number that gives their order and never changes
     * @return the page, or a 400 that names the parameter it could not use
     */
    Answer page(String array, NavigableMap<Long, ? extends JsonNode> records, Asked asked);

    /** An envelope with an empty array under the given key. */
    static ObjectNode envelope(String array) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.putArray(array);
        return envelope;
    }

    /** A parameter as a whole number of at least one, the fallback when it is absent, or -1 when it is neither. */
    static int number(Map<String, String> query, String name, int fallback) {
        @Nullable String text = query.get(name);
        if (text == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(text);
            return number < 1 ? -1 : number;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The refusal of a parameter. */
    static Answer refused(String parameter, String allowed) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("id", "bad_request").put("message", parameter + " must be " + allowed + ".");
        return Answer.json(400, error);
    }
}
