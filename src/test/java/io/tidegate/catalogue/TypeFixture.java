package io.tidegate.catalogue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is documented of a list ({@code <type>.yaml}).
 *
 * @param text path: with {/pointer} into the parent's record, or file: for a table that is dropped somewhere; of: the parent's type; array: what the envelope calls it;
 *     pages, envelope: see {@link Pages}; record: one as it is documented, each secret beginning with {@value #CANARY};
 *     unique: what differs between records, the id first; change: a pointer and another value there; volatile: pointers
 *     and other values; stored: columns of the row; states: values to set, and the status that is; also: other envelopes
 */
record TypeFixture(ProviderFixture provider, Catalogue.Declared declared, JsonNode text) {
    /** What every secret begins with. */
    static final String CANARY = "canary-";

    String type() {
        return declared.type();
    }

    String path() {
        return text.path("path").asText();
    }

    /** The parent's type, null at the top. */
    @Nullable String parent() {
        return text.path("of").asText(null);
    }

    /** The file that it is read from, below the data folder; null when the provider is asked for it. */
    @Nullable String file() {
        return text.path("file").asText(null);
    }

    /** Whether the list is one record or none. */
    boolean single() {
        return text.path("single").asBoolean();
    }

    JsonNode get(String key) {
        JsonNode own = text.path(key);
        return own.isMissingNode() ? provider.shared(key) : own;
    }

    /** The record as it is documented. */
    ObjectNode sample() {
        return text.path("record").deepCopy();
    }

    private List<JsonPointer> unique() {
        return text.path("unique")
                .valueStream()
                .map(pointer -> JsonPointer.compile(pointer.asText()))
                .toList();
    }

    /** A record of its own: the sample for 0. */
    ObjectNode record(int number) {
        ObjectNode one = sample();
        for (JsonPointer at : unique()) {
            JsonNode is = one.at(at);
            if (is.isIntegralNumber()) {
                parent(one, at).put(last(at), is.asLong() + number);
            } else if (number > 0) {
                parent(one, at).put(last(at), is.asText() + "-" + number);
            }
        }
        return one;
    }

    /** Whether its ids are words, which could be any. */
    boolean named() {
        return text.at("/record" + unique().get(0)).isTextual() && !single();
    }

    /** A record whose id is this word. */
    ObjectNode called(String id) {
        ObjectNode one = sample();
        unique().forEach(at -> parent(one, at).put(last(at), id));
        return one;
    }

    /** The pointer that differs after {@link #changed}. */
    String change() {
        return text.path("change").propertyStream().findFirst().orElseThrow().getKey();
    }

    /** Puts another value where something counts. */
    void changed(ObjectNode one) {
        replace(one, text.path("change"));
    }

    /** The same in another envelope, where several are known. */
    List<TypeFixture> otherwise() {
        return text.path("also")
                .valueStream()
                .map(envelope -> {
                    ObjectNode other = text.deepCopy();
                    other.set("envelope", envelope);
                    return new TypeFixture(provider, declared, other);
                })
                .toList();
    }

    /** Records in other states, each with the status that is to be told of it. */
    Map<ObjectNode, String> states() {
        Map<ObjectNode, String> states = new LinkedHashMap<>();
        for (JsonNode state : text.path("states")) {
            ObjectNode one = record(states.size());
            replace(one, state.path("set"));
            states.put(one, state.path("status").asText());
        }
        return states;
    }

    /** Puts other values where nothing counts. */
    void moved(ObjectNode one) {
        replace(one, text.path("volatile"));
    }

    private static void replace(ObjectNode one, JsonNode values) {
        values.properties().forEach(value -> {
            JsonPointer at = JsonPointer.compile(value.getKey());
            JsonNode parent = one.at(at.head());
            if (parent.isArray()) {
                ((com.fasterxml.jackson.databind.node.ArrayNode) parent)
                        .set(at.last().getMatchingIndex(), value.getValue());
            } else {
                ((ObjectNode) parent).set(last(at), value.getValue());
            }
        });
    }

    private static ObjectNode parent(ObjectNode one, JsonPointer at) {
        return (ObjectNode) one.at(at.head());
    }

    private static String last(JsonPointer at) {
        return at.last().getMatchingProperty();
    }

    @Override
    public String toString() {
        return declared.toString();
    }
}
