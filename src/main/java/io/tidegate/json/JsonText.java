package io.tidegate.json;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads JSON that others wrote: exact numbers, nothing after its end, and no character that PostgreSQL refuses. */
public final class JsonText {
    private static final Logger LOG = LoggerFactory.getLogger(JsonText.class);

    private final ObjectMapper mapper;
    private final ObjectReader json;

    public JsonText(ObjectMapper json) {
        this.mapper = json;
        this.json = json.readerFor(JsonNode.class)
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /**
     * A body as a tree, without the characters that PostgreSQL refuses (NUL, halves of surrogate pairs).
     *
     * @throws IllegalArgumentException when it is no JSON
     */
    public JsonNode tree(byte[] body) {
        if (body.length == 0) {
            throw new IllegalArgumentException("the body is empty");
        }
        try {
            JsonNode tree = json.readValue(body);
            if (mayHoldRefused(body)) {
                cleaned(tree);
            }
            return tree;
        } catch (StreamConstraintsException e) {
            throw new IllegalArgumentException(
                    "the body is more than Tidegate reads: nested too deep, too many values, or a number of more than"
                            + " 1,000 digits",
                    e);
        } catch (IOException | NumberFormatException e) {
            throw new IllegalArgumentException("the body is no JSON", e);
        }
    }

    ObjectMapper mapper() {
        return mapper;
    }

    /** What is more than this is not read, whatever its format. */
    StreamReadConstraints bounds() {
        return mapper.getFactory().streamReadConstraints();
    }

    /** One document after another, with exact numbers. */
    MappingIterator<JsonNode> values(byte[] body) throws IOException {
        return json.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readValues(body);
    }

    /** Takes out of a tree what PostgreSQL refuses. */
    static void cleaned(JsonNode tree) {
        int cleaned = clean(tree);
        if (cleaned > 0) {
            LOG.warn("removed characters that PostgreSQL refuses from {} values of a page", cleaned);
        }
    }

    /** Looks for escapes, for halves of pairs encoded like characters, and for zeroes, which only UTF-16 and 32 have. */
    private static boolean mayHoldRefused(byte[] body) {
        for (int i = 0; i + 3 < body.length; i++) {
            byte next = body[i + 1];
            boolean refused = switch (body[i]) {
                case '\\' -> next == 'u' && (body[i + 2] == '0' || (body[i + 2] | 0x20) == 'd');
                case (byte) 0xED -> (next & 0xFF) >= 0xA0;
                case 0 -> true;
                default -> false;
            };
            if (refused) {
                return true;
            }
        }
        return false;
    }

    private static int clean(JsonNode node) {
        int cleaned = 0;
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                JsonNode child = object.get(name);
                String clean = clean(name);
                if (!clean.equals(name)) {
                    object.remove(name);
                    cleaned++;
                }
                if (child.isTextual()) {
                    String text = clean(child.textValue());
                    cleaned += text.equals(child.textValue()) ? 0 : 1;
                    object.set(clean, TextNode.valueOf(text));
                } else {
                    cleaned += clean(child);
                    object.set(clean, child);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode child = array.get(i);
                if (child.isTextual()) {
                    String text = clean(child.textValue());
                    cleaned += text.equals(child.textValue()) ? 0 : 1;
                    array.set(i, TextNode.valueOf(text));
                } else {
                    cleaned += clean(child);
                }
            }
        }
        return cleaned;
    }

    /** Encoding puts '?' where half a surrogate pair stands. */
    private static String clean(String text) {
        return new String(text.replace("\u0000", "").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
