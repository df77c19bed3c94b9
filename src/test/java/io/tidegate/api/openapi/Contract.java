package io.tidegate.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds answers against the document: whether their status stands in it, and their body is of the form it says. */
public final class Contract {
    private static final String DOCUMENT = "https://tidegate.test/openapi.json";
    /** The answers to what is no operation. */
    private static final Set<Integer> ELSEWHERE = Set.of(400, 404, 405, 413, 429, 503);

    private final JsonNode document;
    private final JsonSchemaFactory factory;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    public Contract() {
        ObjectMapper json = new ObjectMapper();
        try (InputStream file = Objects.requireNonNull(Contract.class.getResourceAsStream("/openapi.json"))) {
            document = json.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode closed = document.deepCopy();
        // clients are to bear what they do not know; here nothing is to be answered that the document does not know
        closed.at("/components/schemas").forEach(schema -> {
            if (schema.has("properties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        });
        factory = JsonSchemaFactory.getInstance(
                VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(DOCUMENT, closed.toString()))));
    }

    /**
     * What an answer says that the document does not; empty when it keeps to it.
     *
     * @param path without the prefix and the query
     * @param body null where it is no JSON
     */
    public List<String> faults(String method, String path, int status, @Nullable JsonNode body) {
        JsonNode operation = operation(method.equals("HEAD") ? "GET" : method, path);
        if (operation == null) {
            return ELSEWHERE.contains(status)
                    ? body == null ? List.of() : faults("/components/schemas/ProblemBody", body)
                    : List.of(method + " " + path + " stands in no document, and is answered " + status);
        }
        JsonNode response = operation.path("responses").path(Integer.toString(status));
        String pointer = "";
        if (response.has("$ref")) {
            pointer = response.path("$ref").asText().substring(1);
            response = document.at(pointer);
        }
        if (response.isMissingNode()) {
            return List.of(method + " " + path + " is answered " + status + ", of which the document says nothing");
        }
        JsonNode schema = response.path("content").path(status < 400 ? "application/json" : "application/problem+json");
        if (body == null || body.isMissingNode()) {
            // a stream's form may be chosen, and only one of them is JSON
            boolean stream = response.path("content").size() > 1;
            return schema.isMissingNode() || stream ? List.of() : List.of("there is no body");
        } else if (schema.isMissingNode()) {
            return List.of("there is a body, of which the document says nothing");
        }
        JsonNode reference = schema.at("/schema/$ref");
        return reference.isMissingNode() ? List.of() : faults(reference.asText().substring(1), body);
    }

    private List<String> faults(String pointer, JsonNode body) {
        JsonSchema schema =
                schemas.computeIfAbsent(pointer, each -> factory.getSchema(SchemaLocation.of(DOCUMENT + "#" + each)));
        return schema.validate(body).stream().map(Object::toString).collect(Collectors.toCollection(ArrayList::new));
    }

    private @Nullable JsonNode operation(String method, String path) {
        for (Map.Entry<String, JsonNode> each : document.path("paths").properties()) {
            // methods are told apart by case
            boolean fits = matches(each.getKey(), path) && method.equals(method.toUpperCase(Locale.ROOT));
            JsonNode operation = each.getValue().path(method.toLowerCase(Locale.ROOT));
            if (fits && !operation.isMissingNode()) {
                return operation;
            }
        }
        return null;
    }

    /** Names of numbers stand for numbers alone, so that no name hides what stands beside it. */
    private static boolean matches(String template, String path) {
        return path.matches(template.replaceAll(
                        "\\{(club|connector|device|file|provider|route|rule|slug|type)}", "[A-Za-z0-9_.@-]{1,100}")
                .replaceAll("\\{\\w+}", "[1-9][0-9]{0,17}"));
    }
}
