package io.tidegate.api.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.api.Operation;
import io.tidegate.api.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What many operations have in common. */
final class OpenApiParts {
    private OpenApiParts() {}

    static ObjectNode reference(String kind, String name) {
        return RecordSchemas.object("$ref", "#/components/" + kind + "/" + name);
    }

    /** Whether its answer bears an entity tag that may be asked with. */
    static boolean isTagged(Operation operation) {
        Operation.Answer answer = operation.answer();
        return operation.method().equals("GET") && answer != null && answer.type() != null;
    }

    /** Whether it changes something that can be read, and be changed meanwhile. */
    static boolean edits(Operation operation) {
        return !operation.method().equals("GET") && operation.path().contains("{");
    }

    /** The headers of its good answer. */
    static List<String> headers(Operation operation) {
        List<String> headers = new ArrayList<>(List.of("RateLimit", "RateLimit-Policy"));
        Operation.Answer answer = operation.answer();
        if (answer != null && answer.type() != null && operation.status() == 200) {
            headers.add("ETag");
        }
        if (operation.creates()) {
            headers.add("Location");
        }
        if (operation.isOnce()) {
            headers.add("Idempotent-Replayed");
        }
        return headers;
    }

    /** The statuses of what may go wrong. */
    static List<Integer> problems(Operation operation) {
        List<Integer> problems = new ArrayList<>(List.of(400, 401, 403, 404, 429, 500, 503));
        if (!operation.method().equals("GET")) {
            problems.addAll(List.of(409, 413, 415, 422));
        }
        if (edits(operation)) {
            problems.add(412);
        }
        return problems;
    }

    /** The name of the answers of a status. */
    static String name(int status) {
        return "Problem" + status;
    }

    static ObjectNode problems() {
        ObjectNode problems = JsonNodeFactory.instance.objectNode();
        for (Problem.Kind kind : Problem.Kind.values()) {
            ObjectNode problem = problems.putObject(name(kind.status()));
            problem.put(
                    "description",
                    Arrays.stream(Problem.Kind.values())
                            .filter(each -> each.status() == kind.status())
                            .map(each -> each.title() + " (" + each.type() + ")")
                            .collect(Collectors.joining(", or ", "", ".")));
            if (Set.of(429, 503).contains(kind.status())) {
                problem.putObject("headers").set("Retry-After", reference("headers", "Retry-After"));
            }
            problem.putObject("content")
                    .putObject("application/problem+json")
                    .set("schema", reference("schemas", RecordSchemas.name(Problem.Body.class)));
        }
        return problems;
    }

    static ObjectNode securitySchemes() {
        ObjectNode schemes = JsonNodeFactory.instance.objectNode();
        schemes.putObject("token")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "An API token: tdg_ and 43 characters.");
        schemes.putObject("session")
                .put("type", "apiKey")
                .put("in", "cookie")
                .put("name", "tidegate_session")
                .put("description", "A session of the dashboard.");
        return schemes;
    }

    static ObjectNode parameters() {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        parameter(parameters, "Organization", "Tidegate-Organization", "For whoever may act in several: its slug.");
        parameter(
                parameters,
                "IdempotencyKey",
                "Idempotency-Key",
                "1 to 255 visible ASCII characters. What is asked again under the same key happens once.");
        parameter(parameters, "IfNoneMatch", "If-None-Match", "An ETag: what is still the same is answered 304.");
        parameter(parameters, "IfMatch", "If-Match", "An ETag: what was changed since is answered 412.");
        return parameters;
    }

    static ObjectNode headers() {
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        header(headers, "ETag", "Names this state of it, for If-None-Match and If-Match.");
        header(headers, "Location", "Where what was made is read.");
        header(headers, "Idempotent-Replayed", "true where it was made by an earlier request with the same key.");
        header(headers, "RateLimit", "What is left, and the seconds until it is full again.");
        header(headers, "RateLimit-Policy", "The limit, and the seconds it is counted over.");
        header(headers, "Retry-After", "The seconds to wait.");
        return headers;
    }

    private static void parameter(ObjectNode parameters, String key, String name, String description) {
        parameters
                .putObject(key)
                .put("name", name)
                .put("in", "header")
                .put("description", description)
                .set("schema", RecordSchemas.object("type", "string"));
    }

    private static void header(ObjectNode headers, String name, String description) {
        headers.putObject(name).put("description", description).set("schema", RecordSchemas.object("type", "string"));
    }
}
