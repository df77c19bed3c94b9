package io.tidegate.api.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.access.Permission;
import io.tidegate.api.Api;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes {@code openapi.json} from the operations. */
public final class OpenApi {
    static final Path FILE = Path.of("src/main/resources/openapi.json");
    private static final Pattern IN_PATH = Pattern.compile("\\{(\\w+)}");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final RecordSchemas schemas = new RecordSchemas();

    /** Writes the file anew. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(FILE, text(DeclaredOperations.all()));
    }

    /** The document as it stands in the file. */
    static String text(List<Operation> operations) {
        try {
            return JSON.writeValueAsString(new OpenApi().document(operations)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode document(List<Operation> operations) {
        ObjectNode document = RecordSchemas.object("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Tidegate")
                .put("version", "1")
                .put("description", "Everything that can be asked of Tidegate; docs/rest.md tells how.")
                .putObject("license")
                .put("name", "Apache 2.0")
                .put("identifier", "Apache-2.0");
        document.putArray("servers").addObject().put("url", Api.PREFIX);
        ArrayNode security = document.putArray("security");
        security.addObject().putArray("token");
        security.addObject().putArray("session");
        ObjectNode paths = document.putObject("paths");
        for (Operation operation : operations) {
            ObjectNode path =
                    paths.withObject("/" + operation.path().replace("~", "~0").replace("/", "~1"));
            path.set(operation.method().toLowerCase(Locale.ROOT), operation(operation));
        }
        ObjectNode components = document.putObject("components");
        schemas.reference(Problem.Body.class, false);
        components.set("securitySchemes", OpenApiParts.securitySchemes());
        components.set("parameters", OpenApiParts.parameters());
        components.set("headers", OpenApiParts.headers());
        components.set("responses", OpenApiParts.problems());
        ObjectNode all = components.putObject("schemas");
        schemas.all().forEach(all::set);
        return document;
    }

    private ObjectNode operation(Operation operation) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("operationId", id(operation)).put("summary", operation.summary());
        shown.putArray("tags").add(operation.path().split("/", -1)[1]);
        Permission permission = operation.permission();
        if (permission == null) {
            shown.putArray("security");
        } else {
            shown.put("x-permission", permission.word());
        }
        shown.put("x-action", operation.action());
        ArrayNode parameters = parameters(operation);
        if (!parameters.isEmpty()) {
            shown.set("parameters", parameters);
        }
        Class<?> body = operation.body();
        if (body != null) {
            ObjectNode sent = shown.putObject("requestBody").put("required", operation.bodyNeeded());
            boolean file = body == byte[].class;
            sent.putObject("content")
                    .putObject(file ? "text/csv" : "application/json")
                    .set("schema", file ? RecordSchemas.object("type", "string") : schemas.reference(body, true));
        }
        shown.set("responses", responses(operation));
        return shown;
    }

    /** Such as {@code getDocksDockTypes}. */
    private static String id(Operation operation) {
        return operation.method().toLowerCase(Locale.ROOT)
                + Arrays.stream(operation.path().split("[/{}.-]+", -1))
                        .filter(each -> !each.isEmpty())
                        .map(each -> Character.toUpperCase(each.charAt(0)) + each.substring(1))
                        .collect(Collectors.joining());
    }

    private static ArrayNode parameters(Operation operation) {
        ArrayNode parameters = JsonNodeFactory.instance.arrayNode();
        Matcher names = IN_PATH.matcher(operation.path());
        while (names.find()) {
            boolean text = Operation.TEXT_NAMES.contains(names.group(1));
            ObjectNode schema = RecordSchemas.object("type", text ? "string" : "integer");
            parameters
                    .addObject()
                    .put("name", names.group(1))
                    .put("in", "path")
                    .put("required", true)
                    .set("schema", text ? schema : schema.put("format", "int64").put("minimum", 1));
        }
        for (Param param : operation.params()) {
            parameters
                    .addObject()
                    .put("name", param.name())
                    .put("in", "query")
                    .put("description", param.meaning())
                    .set("schema", schema(param));
            if (param.equals(Param.LIMIT)) {
                ((ObjectNode) parameters.get(parameters.size() - 1).path("schema"))
                        .put(
                                "default",
                                Objects.requireNonNull(operation.answer()).limit());
            }
        }
        if (operation.permission() != null) {
            parameters.add(OpenApiParts.reference("parameters", "Organization"));
        }
        if (operation.isOnce()) {
            parameters.add(OpenApiParts.reference("parameters", "IdempotencyKey"));
        }
        if (OpenApiParts.isTagged(operation)) {
            parameters.add(OpenApiParts.reference("parameters", "IfNoneMatch"));
        } else if (OpenApiParts.edits(operation)) {
            parameters.add(OpenApiParts.reference("parameters", "IfMatch"));
        }
        return parameters;
    }

    private static ObjectNode schema(Param param) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        switch (param.type()) {
            case TEXT -> schema.put("type", "string").put("maxLength", param.most());
            case NUMBER -> schema.put("type", "integer").put("minimum", param.least());
            case FLAG -> schema.put("type", "boolean").put("default", false);
            case INSTANT -> schema.put("type", "string").put("format", "date-time");
        }
        if (param.type() == Param.Type.NUMBER) {
            schema.put("format", "int64");
            if (param.most() < Long.MAX_VALUE) {
                schema.put("maximum", param.most());
            }
        } else if (param.type() == Param.Type.TEXT && !param.choices().isEmpty()) {
            schema.remove("maxLength");
            param.choices().forEach(schema.withArray("enum")::add);
        }
        return schema;
    }

    private ObjectNode responses(Operation operation) {
        ObjectNode responses = JsonNodeFactory.instance.objectNode();
        ObjectNode good = responses.putObject(Integer.toString(operation.status()));
        good.put("description", operation.summary() + ".");
        ObjectNode headers = good.putObject("headers");
        for (String header : OpenApiParts.headers(operation)) {
            headers.set(header, OpenApiParts.reference("headers", header));
        }
        Operation.Answer answer = operation.answer();
        if (answer != null) {
            ObjectNode content = good.putObject("content");
            for (String type : answer.contentType().split(", ", -1)) {
                ObjectNode media = content.putObject(type);
                media.set("schema", answer.type() == null ? RecordSchemas.object("type", "string") : schema(answer));
            }
        }
        if (OpenApiParts.isTagged(operation)) {
            responses.putObject("304").put("description", "It is as If-None-Match says you have it.");
        }
        new TreeSet<>(OpenApiParts.problems(operation))
                .forEach(status -> responses.set(
                        Integer.toString(status), OpenApiParts.reference("responses", OpenApiParts.name(status))));
        return responses;
    }

    private ObjectNode schema(Operation.Answer answer) {
        Class<?> type = Objects.requireNonNull(answer.type());
        ObjectNode one = schemas.reference(type, false);
        if (!answer.paged()) {
            return one;
        }
        String name = RecordSchemas.name(type) + "Page";
        ObjectNode page = RecordSchemas.object("type", "object");
        ObjectNode properties = page.putObject("properties");
        ObjectNode items = properties.putObject("items").put("type", "array");
        items.set("items", one);
        ObjectNode next = properties.putObject("next");
        next.putArray("type").add("string").add("null");
        next.put("description", "What to send as after for the next page; null on the last.");
        page.putArray("required").add("items").add("next");
        schemas.put(name, page);
        return RecordSchemas.object("$ref", "#/components/schemas/" + name);
    }
}
