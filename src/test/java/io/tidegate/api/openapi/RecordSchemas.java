package io.tidegate.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON schemas of records. What is nullable may be null; in what is sent it may be missing as well. */
final class RecordSchemas {
    /** Of records whose own name says too little. */
    private static final Map<String, String> NAMES = Map.of(
            "io.tidegate.access.AuditStore$Entry", "AuditEntry",
            "io.tidegate.monitor.DeadLetterStore$Letter", "DeadLetter",
            "io.tidegate.queue.OpenJobStore$Depth", "QueueDepth");

    private static final Map<Class<?>, String> NUMBERS = Map.of(
            long.class, "int64",
            Long.class, "int64",
            int.class, "int32",
            Integer.class, "int32",
            double.class, "double",
            Double.class, "double");

    private final Map<String, ObjectNode> schemas = new TreeMap<>();
    private final Map<String, Class<?>> owners = new TreeMap<>();

    /** All that were referred to, by name. */
    Map<String, ObjectNode> all() {
        return schemas;
    }

    /** Adds one that no record is behind. */
    void put(String name, ObjectNode schema) {
        schemas.put(name, schema);
    }

    /**
     * A reference to a record's schema.
     *
     * @param sent whether it is what clients send: then nothing unknown may stand in it
     */
    ObjectNode reference(Class<?> type, boolean sent) {
        if (type == JsonNode.class) {
            return object("type", "object");
        } else if (!type.isRecord()) {
            throw new IllegalStateException(type + " is no record: bodies and answers are records");
        }
        String name = name(type);
        Class<?> owner = owners.putIfAbsent(name, type);
        if (owner != null && owner != type) {
            throw new IllegalStateException(owner + " and " + type + " are both called " + name
                    + " in the document: give one of them a name in RecordSchemas.NAMES");
        } else if (owner == null) {
            schemas.put(name, JsonNodeFactory.instance.objectNode());
            schemas.put(name, schema(type, sent));
        }
        return object("$ref", "#/components/schemas/" + name);
    }

    /** As the document calls it: without the words by which Java tells views from what they show. */
    static String name(Class<?> type) {
        String known = NAMES.get(type.getName());
        if (known != null) {
            return known;
        }
        Class<?> outer = type.getDeclaringClass();
        String own = type.getSimpleName().replaceFirst("View$", "");
        return outer == null || outer.getSimpleName().endsWith("Store") ? own : name(outer) + own;
    }

    static ObjectNode object(String key, String value) {
        return JsonNodeFactory.instance.objectNode().put(key, value);
    }

    private ObjectNode schema(Class<?> type, boolean sent) {
        ObjectNode schema = object("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        Map<String, String> said = Javadocs.of(type);
        for (RecordComponent component : type.getRecordComponents()) {
            AnnotatedType of = component.getAnnotatedType();
            ObjectNode property = nullable(value(of, sent), of);
            String words = said.get(component.getName());
            if (words != null) {
                property.put("description", words);
            }
            properties.set(component.getName(), property);
            if (!sent || !of.isAnnotationPresent(Nullable.class)) {
                required.add(component.getName());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        if (sent) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    private static ObjectNode nullable(ObjectNode schema, AnnotatedType of) {
        if (!of.isAnnotationPresent(Nullable.class) || schema.isEmpty()) {
            return schema;
        } else if (schema.has("type")) {
            String type = schema.path("type").asText();
            schema.putArray("type").add(type).add("null");
            if (schema.get("enum") instanceof ArrayNode words) {
                words.addNull();
            }
            return schema;
        }
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        either.putArray("anyOf").add(schema).add(object("type", "null"));
        return either;
    }

    private ObjectNode value(AnnotatedType of, boolean sent) {
        if (of instanceof AnnotatedParameterizedType generic) {
            return container(generic, sent);
        } else if (of.getType() instanceof Class<?> type) {
            return plain(type, sent);
        }
        throw new IllegalStateException("there is no schema of " + of.getType());
    }

    private ObjectNode plain(Class<?> type, boolean sent) {
        if (type == String.class) {
            return object("type", "string");
        } else if (type == boolean.class || type == Boolean.class) {
            return object("type", "boolean");
        } else if (NUMBERS.containsKey(type)) {
            String format = NUMBERS.get(type);
            return object("type", format.equals("double") ? "number" : "integer")
                    .put("format", format);
        } else if (type == Instant.class) {
            return object("type", "string").put("format", "date-time");
        } else if (JsonNode.class.isAssignableFrom(type)) {
            return JsonNodeFactory.instance.objectNode();
        } else if (type.isEnum()) {
            ObjectNode words = object("type", "string");
            ArrayNode all = words.putArray("enum");
            Arrays.stream(type.getEnumConstants())
                    .forEach(each -> all.add(((Enum<?>) each).name().toLowerCase(Locale.ROOT)));
            return words;
        }
        return reference(type, sent);
    }

    private ObjectNode container(AnnotatedParameterizedType generic, boolean sent) {
        AnnotatedType[] of = generic.getAnnotatedActualTypeArguments();
        Class<?> raw = (Class<?>) ((java.lang.reflect.ParameterizedType) generic.getType()).getRawType();
        if (Collection.class.isAssignableFrom(raw)) {
            ObjectNode array = object("type", "array");
            array.set("items", nullable(value(of[0], sent), of[0]));
            return array;
        } else if (Map.class.isAssignableFrom(raw)) {
            ObjectNode map = object("type", "object");
            map.set("additionalProperties", nullable(value(of[1], sent), of[1]));
            return map;
        }
        throw new IllegalStateException("there is no schema of " + generic.getType());
    }
}
