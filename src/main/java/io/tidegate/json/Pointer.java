package io.tidegate.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document: a JSON pointer (RFC 6901) whose steps may also be {@code *} (every element or member),
 * {@code [key=value]} (the elements whose member equals the value) or {@code **} (here and at any depth below).
 * {@code a|b} tries one place after another.
 */
public final class Pointer {
    private final String text;
    private final List<List<Step>> alternatives;

    private Pointer(String text, List<List<Step>> alternatives) {
        this.text = text;
        this.alternatives = alternatives;
    }

    /** @throws IllegalArgumentException when the text is no pointer */
    public static Pointer of(String text) {
        List<List<Step>> alternatives = new ArrayList<>();
        for (String one : text.split("\\|", -1)) {
            if (!one.isEmpty() && !one.startsWith("/")) {
                throw new IllegalArgumentException("a pointer starts with '/', as in /region/slug");
            }
            alternatives.add(
                    one.isEmpty()
                            ? List.of()
                            : Arrays.stream(one.substring(1).split("/", -1))
                                    .map(Step::of)
                                    .toList());
        }
        return new Pointer(text, List.copyOf(alternatives));
    }

    /** The same place whatever its selections select: what they look at may lie outside a part of a document. */
    public Pointer loosely() {
        return new Pointer(
                text,
                alternatives.stream()
                        .map(steps -> steps.stream().map(Step::loosely).toList())
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
        for (List<Step> steps : alternatives) {
            JsonNode found = first(document, steps, 0);
            if (found != null) {
                return found;
            }
        }
        return MissingNode.getInstance();
    }

    private static @Nullable JsonNode first(JsonNode node, List<Step> steps, int at) {
        if (at == steps.size()) {
            return node.isNull() || node.isMissingNode() ? null : node;
        }
        Step step = steps.get(at);
        if (step.isOne()) {
            JsonNode child = child(node, step);
            return child == null ? null : first(child, steps, at + 1);
        }
        JsonNode found = step.isAnyDepth() ? first(node, steps, at + 1) : null;
        for (Iterator<JsonNode> children = node.elements(); found == null && children.hasNext(); ) {
            JsonNode child = children.next();
            if (step.isAnyDepth()) {
                found = first(child, steps, at);
            } else if (step.means(child)) {
                found = first(child, steps, at + 1);
            }
        }
        return found;
    }

    private static @Nullable JsonNode child(JsonNode node, Step step) {
        return node.isArray() ? node.get(step.index()) : node.get(step.name());
    }

    /** All values there, null ones included. */
    public List<JsonNode> all(JsonNode document) {
        List<JsonNode> found = new ArrayList<>();
        for (List<Step> steps : alternatives) {
            collect(document, steps, 0, found);
        }
        return found;
    }

    private static void collect(JsonNode node, List<Step> steps, int at, List<JsonNode> found) {
        if (at == steps.size()) {
            if (!node.isMissingNode()) {
                found.add(node);
            }
            return;
        }
        Step step = steps.get(at);
        if (step.isOne()) {
            JsonNode child = child(node, step);
            if (child != null) {
                collect(child, steps, at + 1, found);
            }
            return;
        }
        if (step.isAnyDepth()) {
            collect(node, steps, at + 1, found);
        }
        for (JsonNode child : node) {
            if (step.isAnyDepth()) {
                collect(child, steps, at, found);
            } else if (step.means(child)) {
                collect(child, steps, at + 1, found);
            }
        }
    }

    /** Whether it names many places, and not one. */
    public boolean isPlural() {
        return alternatives.stream().anyMatch(steps -> !steps.stream().allMatch(Step::isOne));
    }

    /** Whether there is a value there, and it is null. */
    public boolean isNull(JsonNode document) {
        return all(document).stream().anyMatch(JsonNode::isNull);
    }

    /** Puts {@code change} of each value there in its place; a null result takes the value out. */
    public void rewrite(JsonNode document, UnaryOperator<@Nullable JsonNode> change) {
        for (List<Step> steps : alternatives) {
            if (!steps.isEmpty()) {
                rewrite(document, new Way(steps, false, change), 0);
            }
        }
    }

    /**
     * What to put in the place of values.
     *
     * @param of the value that is to stand there instead, null for none; must leave what it is given as it is
     */
    public record Change(Pointer at, UnaryOperator<@Nullable JsonNode> of) {}

    /**
     * The document as {@link #rewrite} would make it, one change after the other; it itself stays as it is. What stands
     * beside the ways to the values is shared, not copied.
     */
    public static JsonNode rewritten(JsonNode document, List<Change> changes) {
        JsonNode result = document;
        boolean copied = false;
        for (Change change : changes) {
            for (List<Step> steps : change.at().alternatives) {
                if (steps.isEmpty() || !leads(steps, result)) {
                    continue;
                }
                boolean everywhere = steps.stream().anyMatch(Step::isAnyDepth);
                if (everywhere) {
                    result = result.deepCopy();
                } else if (!copied) {
                    result = copy(result);
                }
                copied = true;
                rewrite(result, new Way(steps, !everywhere, change.of()), 0);
            }
        }
        return result;
    }

    /** Whether something may be there. */
    private static boolean leads(List<Step> steps, JsonNode document) {
        JsonNode at = document;
        for (Step step : steps) {
            if (!step.isOne()) {
                return true;
            }
            at = child(at, step);
            if (at == null) {
                return false;
            }
        }
        return true;
    }

    /** How to rewrite: where, whether what lies on the way is copied first, and what becomes of the values there. */
    private record Way(List<Step> steps, boolean copied, UnaryOperator<@Nullable JsonNode> change) {}

    private static void rewrite(JsonNode node, Way way, int at) {
        Step step = way.steps().get(at);
        if (step.isAnyDepth()) {
            if (at + 1 < way.steps().size()) {
                rewrite(node, way, at + 1);
            }
            node.forEach(child -> rewrite(child, way, at));
        } else if (node instanceof ObjectNode object) {
            for (String name : step.isOne() ? List.of(step.name()) : names(object)) {
                JsonNode child = object.get(name);
                if (child != null && (step.isOne() || step.means(child))) {
                    put(object, name, rewritten(child, way, at));
                }
            }
        } else if (node instanceof ArrayNode array) {
            // from the last on: one may be taken out
            for (int i = array.size() - 1; i >= 0; i--) {
                JsonNode child = array.get(i);
                if (step.isOne() ? i == step.index() : step.means(child)) {
                    put(array, i, rewritten(child, way, at));
                }
            }
        }
    }

    /** What is to stand in the place of a child on the way, or at its end. */
    private static @Nullable JsonNode rewritten(JsonNode child, Way way, int at) {
        if (at == way.steps().size() - 1) {
            return way.change().apply(child);
        }
        JsonNode below = way.copied() ? copy(child) : child;
        rewrite(below, way, at + 1);
        return below;
    }

    /** Of the container, not of what it holds. */
    private static JsonNode copy(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return JsonNodeFactory.instance.objectNode().setAll(object);
        }
        return node instanceof ArrayNode array
                ? JsonNodeFactory.instance.arrayNode(array.size()).addAll(array)
                : node;
    }

    private static void put(ObjectNode object, String name, @Nullable JsonNode value) {
        if (value == null) {
            object.remove(name);
        } else {
            object.set(name, value);
        }
    }

    private static void put(ArrayNode array, int index, @Nullable JsonNode value) {
        if (value == null) {
            array.remove(index);
        } else {
            array.set(index, value);
        }
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>(object.size());
        object.fieldNames().forEachRemaining(names::add);
        return names;
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
