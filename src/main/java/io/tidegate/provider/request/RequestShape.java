package io.tidegate.provider.request;

import io.tidegate.provider.declared.Declaration;
import io.tidegate.provider.request.Place.Filled;
import io.tidegate.provider.request.Template.Values;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a list is asked with.
 *
 * @param path below the base URL
 * @param query parameters of every request
 * @param headers beside the provider's own
 */
public record RequestShape(
        String method, Template path, Map<String, Template> query, Map<String, Template> headers, RequestBody body) {

    /** Reads {@code method, path, query, headers, body, bodyKind} and {@code variables}. */
    public static RequestShape of(Declaration declared, String path) {
        RequestBody body = body(declared);
        String method = declared.choice(
                "method", body instanceof RequestBody.None ? "GET" : "POST", "GET", "POST", "PUT", "PATCH");
        if (method.equals("GET") && !(body instanceof RequestBody.None)) {
            throw declared.wrong("method", "GET has no body; POST is meant where there is one");
        }
        return new RequestShape(
                method,
                declared.read("path", path, Template::of),
                templates(declared, "query"),
                templates(declared, "headers"),
                body);
    }

    private static RequestBody body(Declaration declared) {
        String kind = declared.choice("bodyKind", "json", "json", "form", "text", "graphql");
        String text = declared.find("body");
        Map<String, Template> variables = templates(declared, "variables");
        if (!variables.isEmpty() && !kind.equals("graphql")) {
            throw declared.wrong("variables", "belong to a body of the kind graphql");
        } else if (text == null) {
            return new RequestBody.None();
        }
        return switch (kind) {
            case "json" -> declared.read("body", "", RequestBody.Json::of);
            case "form" -> new RequestBody.Form(templates(declared, "body"));
            case "graphql" -> new RequestBody.GraphQl(text, variables);
            default -> new RequestBody.Text(declared.read("body", "", Template::of), "text/plain;charset=utf-8");
        };
    }

    private static Map<String, Template> templates(Declaration declared, String key) {
        Map<String, Template> templates = new LinkedHashMap<>();
        declared.pairs(key).forEach((name, value) -> {
            try {
                templates.put(name, Template.of(value));
            } catch (IllegalArgumentException e) {
                throw declared.wrong(key, "'" + value + "': " + e.getMessage());
            }
        });
        return templates;
    }

    /** @throws IllegalArgumentException when a value is missing that must be there */
    public ProviderRequest fill(Values values, List<Filled> places) {
        StringBuilder target = new StringBuilder(String.valueOf(path.fill(values, RequestShape::segment)));
        query.forEach((name, template) -> {
            String value = template.fill(values, text -> text);
            if (value != null) {
                parameter(target, name, encoded(value));
            }
        });
        Map<String, String> sent = new LinkedHashMap<>();
        headers.forEach((name, template) -> {
            String value = template.fill(values, text -> text);
            if (value != null) {
                sent.put(name, value);
            }
        });
        for (Filled one : places) {
            switch (one.place().kind()) {
                case QUERY -> parameter(target, one.place().name(), encoded(one.value()));
                case HEADER -> sent.put(one.place().name(), one.value());
                default -> {} // in the body
            }
        }
        return new ProviderRequest(method, target.toString(), sent, body.contentType(), body.text(values, places));
    }

    private static void parameter(StringBuilder target, String name, String value) {
        target.append(target.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String segment(String text) {
        return encoded(text).replace("+", "%20");
    }

    /** All texts with places, but those of the body. */
    public Stream<Template> templates() {
        return Stream.concat(Stream.of(path), Stream.concat(query.values().stream(), headers.values().stream()));
    }
}
