package io.tidegate.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document: a JSON pointer (RFC 6901) whose steps may also be {@code *} (every element or member),
 * {@code [key=value]} (the elements whose member equals the value) or {@code **} (here and at any depth below).
 * {@code a|b} tries one place after another.
 */
public final class Pointer {
    private static final String ANY_DEPTH = "**";

    private final String text;
    private final List<List<String>> alternatives;

    private Pointer(String text, List<List<String>> alternatives) {
        this.text = text;
        this.alternatives = alternatives;
    }

    /** @throws IllegalArgumentException when the text is no pointer */
    public static Pointer of(String text) {
        List<List<String>> alternatives = new ArrayList<>();
        for (String one : text.split("\\|", -1)) {
            if (!one.isEmpty() && !one.startsWith("/")) {
                throw new IllegalArgumentException("a pointer starts with '/', as in /region/slug");
            }
            List<String> steps = new ArrayList<>();
            for (String step : one.isEmpty()
                    ? List.<String>of()
                    : Arrays.asList(one.substring(1).split("/", -1))) {
                if (step.startsWith("[") && !step.matches("\\[[^=]+=[^]]*]")) {
                    throw new IllegalArgumentException("a selection looks like [key=value], not " + step);
                }
                steps.add(step.replace("~1", "/").replace("~0", "~"));
            }
            alternatives.add(List.copyOf(steps));
        }
        return new Pointer(text, List.copyOf(alternatives));
    }

    /** The same place whatever its selections select: what they look at may lie outside a part of a document. */
    public Pointer loosely() {
        return new Pointer(
                text,
                alternatives.stream()
                        .map(steps -> steps.stream()
                                .map(step -> step.startsWith("[") ? "*" : step)
                                .toList())
                        .toList());
    }

    /** The place that this one is a part of. */
    public Pointer above() {
        return new Pointer(
                text,
                alternatives.stream()
                        .map(steps -> steps.subList(0, Math.max(0, steps.size() - 1)))
                        .toList());
    }

    /** The first value there that is neither absent nor null, else a missing node. */
    public JsonNode first(JsonNode document) {
        return alternatives.stream()
                .flatMap(steps -> select(document, steps, 0))
                .filter(node -> !node.isNull() && !node.isMissingNode())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** All values there, null ones included. */
    public List<JsonNode> all(JsonNode document) {
        return alternatives.stream()
                .flatMap(steps -> select(document, steps, 0))
                .filter(node -> !node.isMissingNode())
                .toList();
    }

    /** Whether it names many places, and not one. */
    public boolean isPlural() {
        return alternatives.stream()
                .anyMatch(steps -> steps.stream().anyMatch(step -> isMany(step) || step.equals(ANY_DEPTH)));
    }

    /** Whether there is a value there, and it is null. */
    public boolean isNull(JsonNode document) {
        return alternatives.stream()
                .flatMap(steps -> select(document, steps, 0))
                .anyMatch(JsonNode::isNull);
    }

    private static Stream<JsonNode> select(JsonNode node, List<String> steps, int at) {
        if (at == steps.size()) {
            return Stream.of(node);
        }
        String step = steps.get(at);
        if (step.equals(ANY_DEPTH)) {
            return Stream.concat(
                    select(node, steps, at + 1), node.valueStream().flatMap(child -> select(child, steps, at)));
        }
        if (isMany(step)) {
            return node.valueStream()
                    .filter(child -> matches(step, child))
                    .flatMap(child -> select(child, steps, at + 1));
        }
        JsonNode child =
                node.isArray() && step.matches("\\d{1,9}") ? node.path(Integer.parseInt(step)) : node.path(step);
        return child.isMissingNode() ? Stream.empty() : select(child, steps, at + 1);
    }

    /** Puts {@code change} of each value there in its place; a null result takes the value out. */
    public void rewrite(JsonNode document, UnaryOperator<@Nullable JsonNode> change) {
        for (List<String> steps : alternatives) {
            if (!steps.isEmpty()) {
                rewrite(document, steps, 0, change);
            }
        }
    }

    private static void rewrite(JsonNode node, List<String> steps, int at, UnaryOperator<@Nullable JsonNode> change) {
        String step = steps.get(at);
        if (step.equals(ANY_DEPTH)) {
            if (at + 1 < steps.size()) {
                rewrite(node, steps, at + 1, change);
            }
            node.forEach(child -> rewrite(child, steps, at, change));
            return;
        }
        boolean last = at == steps.size() - 1;
        for (String name : members(node, step)) {
            JsonNode child = node instanceof ArrayNode ? node.get(Integer.parseInt(name)) : node.get(name);
            if (!last) {
                rewrite(child, steps, at + 1, change);
            } else {
                put(node, name, change.apply(child));
            }
        }
    }

    /** The names, or indexes from the last on, of what a step means. */
    private static List<String> members(JsonNode node, String step) {
        if (node instanceof ObjectNode object && !isMany(step)) {
            return object.has(step) ? List.of(step) : List.of();
        } else if (node instanceof ObjectNode object) {
            return names(object).stream()
                    .filter(name -> matches(step, object.get(name)))
                    .toList();
        }
        List<String> indexes = new ArrayList<>();
        for (int i = node.size() - 1; i >= 0; i--) {
            if (isMany(step) ? matches(step, node.get(i)) : step.equals(Integer.toString(i))) {
                indexes.add(Integer.toString(i));
            }
        }
        return indexes;
    }

    private static void put(JsonNode node, String name, @Nullable JsonNode value) {
        if (node instanceof ObjectNode object) {
            if (value == null) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else if (node instanceof ArrayNode array) {
            int index = Integer.parseInt(name);
            if (value == null) {
                array.remove(index);
            } else {
                array.set(index, value);
            }
        }
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>(object.size());
        for (Iterator<String> each = object.fieldNames(); each.hasNext(); ) {
            names.add(each.next());
        }
        return names;
    }

    private static boolean isMany(String step) {
        return step.equals("*") || step.startsWith("[");
    }

    private static boolean matches(String step, JsonNode child) {
        if (step.equals("*")) {
            return true;
        }
        int at = step.indexOf('=');
        return child.path(step.substring(1, at)).asText("").equals(step.substring(at + 1, step.length() - 1));
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pointer pointer && pointer.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
