package io.tidegate.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.provider.declared.FactKeys.FactKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The schema of a provider's facts: their keys joined by dots, made a tree. */
final class FactsSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, FactsSchema> below = new TreeMap<>();
    private @Nullable FactKey key;

    private FactsSchema() {}

    static ObjectNode of(List<FactKey> keys) {
        FactsSchema root = new FactsSchema();
        for (FactKey key : keys) {
            FactsSchema at = root;
            for (String name : key.key().split("\\.", -1)) {
                at = at.below.computeIfAbsent(name, each -> new FactsSchema());
            }
            at.key = key;
        }
        ObjectNode schema = root.object();
        schema.putArray("required").add("baseUrl");
        return schema;
    }

    /** A value: text or what YAML takes for a number or a flag; a placeholder may stand in the place of any form. */
    static ObjectNode value(String form) {
        ObjectNode value = JSON.objectNode();
        value.putArray("type").add("string").add("number").add("boolean");
        if (!form.isEmpty()) {
            value.put("pattern", "^\\s*(?:" + form + ")\\s*$|\\{\\{");
        }
        return value;
    }

    private ObjectNode schema() {
        if (key == null) {
            return object();
        }
        ObjectNode leaf = JSON.objectNode().put("description", key.description());
        ObjectNode list = JSON.objectNode().put("type", "array");
        list.set("items", value(""));
        leaf.putArray("anyOf").add(value(key.form())).add(list);
        if (!below.isEmpty()) {
            leaf.withArray("anyOf").add(object());
        }
        return leaf;
    }

    private ObjectNode object() {
        ObjectNode object = JSON.objectNode().put("type", "object");
        ObjectNode properties = object.putObject("properties");
        object.put("additionalProperties", false);
        below.forEach((name, node) -> {
            if (name.equals("*")) {
                object.set("additionalProperties", node.schema());
            } else {
                properties.set(name, node.schema());
            }
        });
        String dotted = below.entrySet().stream()
                .filter(each -> !each.getValue().below.isEmpty())
                .map(each -> name(each.getKey()) + "\\." + each.getValue().names())
                .collect(Collectors.joining("|"));
        if (!dotted.isEmpty()) {
            object.putObject("patternProperties").putObject("^(?:" + dotted + ")$");
        }
        return object;
    }

    /** The keys below this one, as they are written with dots. */
    private String names() {
        return below.entrySet().stream()
                .map(each -> name(each.getKey())
                        + (each.getValue().below.isEmpty()
                                ? ""
                                : "(?:\\." + each.getValue().names() + ")?"))
                .collect(Collectors.joining("|", "(?:", ")"));
    }

    private static String name(String key) {
        return key.equals("*") ? "[^.]+" : key;
    }
}
