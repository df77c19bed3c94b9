package io.tidegate.provider.request;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tidegate.provider.request.Place.Filled;
import io.tidegate.provider.request.Template.Values;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The body of a request. */
public sealed interface RequestBody {
    /** The body's text, or null when there is none. */
    @Nullable String text(Values values, List<Filled> places);

    /** As it is sent; null when there is no body. */
    @Nullable String contentType();

    /** No body. */
    record None() implements RequestBody {
        @Override
        public @Nullable String text(Values values, List<Filled> places) {
            return null;
        }

        @Override
        public @Nullable String contentType() {
            return null;
        }
    }

    /** A document whose texts have places; a member whose optional value is absent is left out. */
    record Json(JsonNode document) implements RequestBody {
        private static final ObjectMapper MAPPER = new ObjectMapper();

        /** @throws IllegalArgumentException when the text is no JSON, or a text in it no template */
        static Json of(String text) {
            try {
                JsonNode document = MAPPER.readTree(text);
                check(document);
                return new Json(document);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("is no JSON: " + e.getOriginalMessage(), e);
            }
        }

        private static void check(JsonNode node) {
            if (node.isTextual()) {
                Template.of(node.textValue());
            }
            node.forEach(Json::check);
        }

        @Override
        public String text(Values values, List<Filled> places) {
            JsonNode filled = fill(document, values);
            return filled instanceof ObjectNode object ? placed(object, places).toString() : String.valueOf(filled);
        }

        static ObjectNode placed(ObjectNode document, List<Filled> places) {
            for (Filled one : places) {
                if (one.place().kind() == Place.Kind.BODY) {
                    put(document, JsonPointer.compile(one.place().name()), value(one));
                }
            }
            return document;
        }

        private static JsonNode value(Filled one) {
            return one.number() ? LongNode.valueOf(Long.parseLong(one.value())) : TextNode.valueOf(one.value());
        }

        private static void put(ObjectNode root, JsonPointer at, JsonNode value) {
            ObjectNode parent = root;
            JsonPointer rest = at;
            for (; !rest.tail().matches(); rest = rest.tail()) {
                JsonNode child = parent.get(rest.getMatchingProperty());
                parent = child instanceof ObjectNode object ? object : parent.putObject(rest.getMatchingProperty());
            }
            parent.set(rest.getMatchingProperty(), value);
        }

        static @Nullable JsonNode fill(JsonNode node, Values values) {
            if (node.isTextual()) {
                Template template = Template.of(node.textValue());
                String filled = template.fill(values, value -> value);
                boolean number = template.isOnly(Template.PAGE_SIZE);
                return filled == null
                        ? null
                        : number ? LongNode.valueOf(Long.parseLong(filled)) : TextNode.valueOf(filled);
            } else if (node instanceof ObjectNode object) {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(member -> {
                    JsonNode filled = fill(member.getValue(), values);
                    if (filled != null) {
                        copy.set(member.getKey(), filled);
                    }
                });
                return copy;
            } else if (node instanceof ArrayNode array) {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(member -> {
                    JsonNode filled = fill(member, values);
                    if (filled != null) {
                        copy.add(filled);
                    }
                });
                return copy;
            }
            return node;
        }

        @Override
        public String contentType() {
            return "application/json";
        }
    }

    /** Fields of a form; one whose optional value is absent is left out. */
    record Form(Map<String, Template> fields) implements RequestBody {
        @Override
        public String text(Values values, List<Filled> places) {
            Map<String, String> filled = new LinkedHashMap<>();
            fields.forEach((name, template) -> {
                String value = template.fill(values, text -> text);
                if (value != null) {
                    filled.put(name, value);
                }
            });
            for (Filled one : places) {
                if (one.place().kind() == Place.Kind.BODY) {
                    filled.put(one.place().name().substring(1), one.value());
                }
            }
            return filled.entrySet().stream()
                    .map(field -> encoded(field.getKey()) + '=' + encoded(field.getValue()))
                    .collect(Collectors.joining("&"));
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }

        @Override
        public String contentType() {
            return "application/x-www-form-urlencoded";
        }
    }

    /** Any other text. */
    record Text(Template template, String contentType) implements RequestBody {
        @Override
        public @Nullable String text(Values values, List<Filled> places) {
            return template.fill(values, value -> value);
        }
    }

    /** A GraphQL query; what differs from one request to the next stands in its variables. */
    record GraphQl(String query, Map<String, Template> variables) implements RequestBody {
        @Override
        public String text(Values values, List<Filled> places) {
            ObjectNode named = JsonNodeFactory.instance.objectNode();
            variables.forEach((name, template) -> named.put(name, template.toString()));
            ObjectNode document = JsonNodeFactory.instance.objectNode().put("query", query);
            document.set("variables", Json.fill(named, values));
            return Json.placed(document, places).toString();
        }

        @Override
        public String contentType() {
            return "application/json";
        }
    }
}
