package io.tidegate.route.text;

import io.tidegate.provider.Facts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/**
 * One top-level entry of a route file.
 *
 * @param kind what it is
 * @param key how the file writes that
 * @param id of the route, template or configuration; empty for beans, scopes and a configuration of all routes
 * @param line of its key, from 1
 * @param body what stands under the key
 * @param lines where it stands in the file, including its dash
 */
public record RouteItem(Kind kind, String key, String id, int line, YamlNode body, Lines lines) {

    /** Kinds of entries. */
    public enum Kind {
        ROUTE,
        TEMPLATED,
        TEMPLATE,
        CONFIGURATION,
        BEANS,
        /** Holds for the routes of its file. */
        SCOPE;

        /** The kind that a key starts; null for a key that is not known. */
        static @Nullable Kind of(String key) {
            return switch (StringHelper.dashToCamelCase(key)) {
                case "route" -> ROUTE;
                case "templatedRoute" -> TEMPLATED;
                case "routeTemplate" -> TEMPLATE;
                case "routeConfiguration" -> CONFIGURATION;
                case "beans" -> BEANS;
                case "onException",
                        "errorHandler",
                        "onCompletion",
                        "intercept",
                        "interceptFrom",
                        "interceptSendToEndpoint" -> SCOPE;
                default -> null;
            };
        }
    }

    /** Lines of a text, from 0, the end excluded. */
    public record Lines(int from, int to) {
        public boolean holds(int line) {
            return line >= from && line < to;
        }
    }

    /** A text and its line, from 1. */
    public record Located(String text, int line) {}

    /** An entry of {@code beans:}. */
    public record Bean(String name, String type, YamlNode body, Lines lines) {
        public boolean isFacts() {
            return type.equals(Facts.class.getName()) || type.equals("#class:" + Facts.class.getName());
        }
    }

    public boolean isRoute() {
        return kind == Kind.ROUTE || kind == Kind.TEMPLATED;
    }

    /** The template of a templated route. */
    public @Nullable Located template() {
        return located(body, "routeTemplateRef", "route-template-ref");
    }

    /** Where a route, or the route in a template, takes its messages from; empty where its text does not say. */
    public String from() {
        YamlNode route = kind == Kind.TEMPLATE ? body.find("route") : body;
        YamlNode from = route == null ? null : route.find("from");
        String uri = from == null ? null : from.text("uri");
        return uri == null ? "" : uri;
    }

    /** The configurations that a route, or the route in a template, asks for; patterns are possible. */
    public List<Located> configurations() {
        YamlNode route = kind == Kind.TEMPLATE ? body.find("route") : body;
        Located all = route == null ? null : located(route, "routeConfigurationId", "route-configuration-id");
        List<Located> found = new ArrayList<>();
        if (all != null) {
            for (String one : all.text.split(",", -1)) {
                found.add(new Located(one.strip(), all.line));
            }
        }
        return found;
    }

    /** The parameters of a templated route. */
    public Map<String, Located> parameters() {
        Map<String, Located> found = new LinkedHashMap<>();
        YamlNode parameters = body.find("parameters");
        if (kind == Kind.TEMPLATED && parameters != null) {
            for (YamlNode parameter : parameters.items()) {
                Located name = located(parameter, "name");
                YamlNode value = parameter.find("value");
                if (name != null && value != null && value.scalar() != null) {
                    found.put(name.text, new Located(value.scalar(), value.line()));
                }
            }
        }
        return found;
    }

    /** The parameters that routes of this template must give. */
    public List<String> required() {
        List<String> found = new ArrayList<>();
        YamlNode parameters = body.find("parameters");
        if (kind == Kind.TEMPLATE && parameters != null) {
            for (YamlNode parameter : parameters.items()) {
                String name = parameter.text("name");
                boolean free = parameter.find("defaultValue", "default-value") != null
                        || "false".equals(parameter.text("required"));
                if (name != null && !free) {
                    found.add(name);
                }
            }
        }
        return found;
    }

    private static @Nullable Located located(YamlNode node, String... keys) {
        String text = node.text(keys);
        YamlNode value = node.find(keys);
        return text == null || value == null ? null : new Located(text, value.line());
    }
}
