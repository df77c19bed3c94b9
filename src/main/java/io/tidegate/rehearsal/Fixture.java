package io.tidegate.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.json.Format;
import io.tidegate.json.JsonText;
import io.tidegate.json.Pointer;
import io.tidegate.provider.ResourceType;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Makes of a provider's body what may lie in a repository: without the declared secrets, without what is personal, and
 * with made-up values in the place of e-mail addresses and of all that looks like a key.
 */
public final class Fixture {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Fixture() {}

    /**
     * The body as a fixture, in its own format.
     *
     * @param hide takes the secrets that were used out of a text
     * @throws IllegalArgumentException when the body is not of the declared format, or that is neither JSON nor JSON lines
     */
    public static String of(ResourceType type, byte[] body, UnaryOperator<String> hide) {
        Format format = type.list().format();
        boolean lines = format.kind() == Format.Kind.JSONL;
        if (format.packing() != Format.Packing.NONE || !(lines || format.kind() == Format.Kind.JSON)) {
            throw new IllegalArgumentException(
                    "only bodies of the formats json and jsonl can be made a fixture of; take this one by hand");
        }
        JsonNode tree = format.tree(body, new JsonText(JSON));
        Pointer records = type.list().records();
        if (records.isPlural()) {
            records.all(tree).forEach(each -> clean(each, each.isArray(), type));
        } else {
            clean(records.first(tree), true, type);
        }
        JsonNode safe = new StandIns(hide).in(tree);
        return lines
                ? safe.valueStream().map(Fixture::line).collect(Collectors.joining("\n", "", "\n"))
                : pretty(safe) + "\n";
    }

    private static void clean(JsonNode node, boolean list, ResourceType type) {
        if (list) {
            node.forEach(each -> clean(each, false, type));
        } else if (node.isObject()) {
            type.reader().redact(node);
            type.reader().hidePersonal(node);
        }
    }

    private static String line(JsonNode node) {
        return node.toString();
    }

    private static String pretty(JsonNode node) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree cannot be written as JSON", e);
        }
    }
}
