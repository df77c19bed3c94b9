package io.tidegate.schema;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.provider.Facts;
import io.tidegate.provider.declared.FactKeys;
import io.tidegate.route.text.RouteFile;
import io.tidegate.route.text.RouteItem;
import io.tidegate.route.text.RouteItem.Kind;
import io.tidegate.route.text.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes {@code schema/provider.schema.json}: of the templates' parameters and of the registry of facts. */
final class ProviderSchema {
    static final Path FILE = Path.of("schema", "provider.schema.json");

    private static final Path ROUTES = Path.of("routes-yaml");
    private static final Map<String, String> TEMPLATES =
            Map.of("list", "3-list", "call", "3-list", "event", "webhooks", "two-way", "federation");
    /** What else a route file may hold; see {@link RouteFile}. */
    private static final List<String> OTHERS = List.of(
            "route",
            "routeTemplate",
            "routeConfiguration",
            "onException",
            "errorHandler",
            "onCompletion",
            "intercept",
            "interceptFrom",
            "interceptSendToEndpoint");

    private static final String DURATION = "\\d{1,9}(ms|s|m|h|d)";
    private static final String COUNT = "\\d{1,9}";
    private static final String FLAG = "true|false";
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry("provider", "[a-z][a-z0-9-]{0,40}"),
            Map.entry("concurrency", "[1-9]|1[0-6]"),
            Map.entry("cap", COUNT),
            Map.entry("requestsPerSecond", "[1-9]\\d{0,3}"),
            Map.entry("pageSize", COUNT),
            Map.entry("mostPages", COUNT),
            Map.entry("path", "/[^?]*"),
            Map.entry("method", "GET|POST|PUT|PATCH"),
            Map.entry("bodyKind", "json|form|text|graphql"),
            Map.entry("conditional", FLAG),
            Map.entry("stablePages", FLAG),
            Map.entry("quota", "[1-9]\\d{0,8}/" + DURATION),
            Map.entry(
                    "paging",
                    "none|next-link\\s+\\S+|link-header|page-number(\\s+\\S+){1,3}|offset\\s+\\S+|cursor(\\s+\\S+){2}"),
            Map.entry("stop", "short|empty|(total|last-page|more|when)\\s.+"),
            Map.entry("incremental", "(token|since)(\\s+\\S+){2}"),
            Map.entry("fullEvery", DURATION),
            Map.entry("lookback", DURATION),
            Map.entry("granularity", DURATION),
            Map.entry("freshness", DURATION),
            Map.entry("format", "((gzip|zip)\\s+)?(json|jsonl|xml|csv[^a-z]?)"),
            Map.entry("deletions", "((soft|never|misses=\\d{1,3}|cap=\\d{1,3}%/\\d{1,6})\\s*)+"),
            Map.entry("changes", "record|list"),
            Map.entry("strategy", "federation_wins|local_wins|merge"));

    private final JsonNodeFactory json = JsonNodeFactory.instance;

    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(FILE.toAbsolutePath().getParent());
        Files.writeString(FILE, new ProviderSchema().text());
    }

    /** The whole schema. */
    String text() throws IOException {
        ObjectNode schema = json.objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "A provider of Tidegate")
                .put(
                        "description",
                        "Made by `make schema`. First line of a file in routes-yaml/providers: "
                                + "# yaml-language-server: $schema=../../schema/provider.schema.json")
                .put("type", "array");
        ObjectNode entry = schema.putObject("items")
                .put("type", "object")
                .put("minProperties", 1)
                .put("maxProperties", 1)
                .put("additionalProperties", false);
        ObjectNode entries = entry.putObject("properties");
        entries.putObject("beans").put("type", "array").putObject("items").put("$ref", "#/$defs/bean");
        entries.putObject("templatedRoute").put("$ref", "#/$defs/templatedRoute");
        OTHERS.forEach(name -> entries.putObject(name).put("description", "as in every file of Camel's YAML"));
        ObjectNode definitions = schema.putObject("$defs");
        definitions.set("bean", bean());
        definitions.set("facts", FactsSchema.of(FactKeys.ALL));
        definitions.set("templatedRoute", templatedRoute(definitions));
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    }

    private ObjectNode bean() {
        ObjectNode bean = json.objectNode().put("type", "object");
        bean.putArray("required").add("name").add("type");
        ObjectNode properties = bean.putObject("properties");
        properties.putObject("name").put("type", "string");
        properties
                .putObject("type")
                .put("type", "string")
                .put("description", Facts.class.getName() + " for the facts of the provider");
        ObjectNode isFacts = bean.putObject("if").putObject("properties").putObject("type");
        isFacts.putArray("enum").add(Facts.class.getName()).add("#class:" + Facts.class.getName());
        ObjectNode facts = bean.putObject("then");
        facts.putArray("required").add("properties");
        facts.putObject("properties").putObject("properties").put("$ref", "#/$defs/facts");
        ((ObjectNode) facts.get("properties"))
                .putObject("name")
                .put("description", "the provider's name, the same as its file's")
                .put("pattern", "^[a-z][a-z0-9-]{0,40}$");
        return bean;
    }

    private ObjectNode templatedRoute(ObjectNode definitions) throws IOException {
        ObjectNode route = json.objectNode().put("type", "object").put("additionalProperties", false);
        route.putArray("required").add("routeId").add("routeTemplateRef");
        ObjectNode properties = route.putObject("properties");
        properties.putObject("routeId").put("type", "string");
        properties.putObject("prefixId").put("type", "string");
        properties.putObject("beans").put("type", "array");
        ObjectNode template = properties.putObject("routeTemplateRef").put("type", "string");
        template.put(
                "description",
                "list: a resource type; call: the requests, once a provider; event: what its webhooks say;"
                        + " two-way: a type whose records are edited here as well");
        template.putArray("examples").add("list").add("call").add("event").add("two-way");
        properties.putObject("parameters").put("type", "array");
        ArrayNode cases = route.putArray("allOf");
        for (String name : List.of("call", "list", "event", "two-way")) {
            Map<String, YamlNode> parameters = parameters(name);
            definitions.set(name + "Parameter", parameter(parameters));
            ObjectNode one = cases.addObject();
            one.putObject("if")
                    .putObject("properties")
                    .putObject("routeTemplateRef")
                    .put("const", name);
            ObjectNode list = one.putObject("then").putObject("properties").putObject("parameters");
            list.putObject("items").put("$ref", "#/$defs/" + name + "Parameter");
            ArrayNode needed = list.putArray("allOf");
            parameters.forEach((parameter, node) -> {
                if (node.find("defaultValue") == null && !"false".equals(node.text("required"))) {
                    needed.addObject()
                            .putObject("contains")
                            .putObject("properties")
                            .putObject("name")
                            .put("const", parameter);
                }
            });
        }
        return route;
    }

    private ObjectNode parameter(Map<String, YamlNode> parameters) {
        ObjectNode parameter = json.objectNode().put("type", "object").put("additionalProperties", false);
        parameter.putArray("required").add("name").add("value");
        ObjectNode properties = parameter.putObject("properties");
        ArrayNode names = properties.putObject("name").putArray("oneOf");
        properties.set("value", FactsSchema.value(""));
        ArrayNode forms = json.arrayNode();
        parameters.forEach((name, node) -> {
            names.addObject()
                    .put("const", name)
                    .put("description", Objects.requireNonNullElse(node.text("description"), ""));
            if (FORMS.containsKey(name)) {
                ObjectNode form = forms.addObject();
                form.putObject("if").putObject("properties").putObject("name").put("const", name);
                form.putObject("then").putObject("properties").set("value", FactsSchema.value(FORMS.get(name)));
            }
        });
        parameter.set("allOf", forms);
        return parameter;
    }

    /** Of the template, by name, in their order. */
    private static Map<String, YamlNode> parameters(String template) throws IOException {
        Path path = ROUTES.resolve(TEMPLATES.get(template) + RouteFile.SUFFIX);
        RouteFile file = RouteFile.read(path.getFileName().toString(), Files.readString(path));
        RouteItem item = file.items(Kind.TEMPLATE).stream()
                .filter(one -> one.id().equals(template))
                .findFirst()
                .orElseThrow();
        Map<String, YamlNode> parameters = new LinkedHashMap<>();
        Objects.requireNonNull(item.body().find("parameters"))
                .items()
                .forEach(node -> parameters.put(Objects.requireNonNull(node.text("name")), node));
        return parameters;
    }
}
