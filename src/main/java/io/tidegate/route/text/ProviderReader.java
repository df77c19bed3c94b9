package io.tidegate.route.text;

import io.tidegate.federation.declared.TwoWays;
import io.tidegate.provider.Provider;
import io.tidegate.provider.ProviderEvents;
import io.tidegate.provider.declared.DeclarationException;
import io.tidegate.route.text.RouteItem.Bean;
import io.tidegate.route.text.RouteItem.Kind;
import io.tidegate.route.text.RouteItem.Located;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the provider that a file declares. */
public final class ProviderReader {
    private static final Pattern MISSING = Pattern.compile("Property with key \\[([^]]+)] not found");

    /** The template that says what events mean for a type which another route declares. */
    public static final String EVENT = "event";

    /** The template that says how records of such a type are edited on both sides. */
    public static final String TWO_WAY = "two-way";

    private static final Set<String> ABOUT_TYPES = Set.of(EVENT, TWO_WAY);

    private final UnaryOperator<String> placeholders;

    /** @param placeholders puts values in the place of {@code {{…}}}; throws when a property is missing */
    public ProviderReader(UnaryOperator<String> placeholders) {
        this.placeholders = placeholders;
    }

    /** @throws RefusedFileException when the file does not declare exactly one valid provider of its own name */
    public Provider read(RouteFile file) {
        List<Bean> facts = file.facts();
        String expected = RouteFile.baseName(file.name());
        if (facts.size() != 1) {
            String found = facts.isEmpty() ? "none" : "a second one";
            throw new RefusedFileException(
                    file.name(),
                    facts.isEmpty() ? null : Integer.valueOf(facts.get(1).body().line()),
                    "a provider file defines one bean of type io.tidegate.provider.Facts, this has " + found);
        }
        Bean bean = facts.get(0);
        if (!bean.name().equals(expected)) {
            throw new RefusedFileException(
                    file.name(),
                    bean.body().line(),
                    "the provider is named '" + bean.name() + "' and must be named as its file, '" + expected + "'");
        }
        YamlNode properties = bean.body().find("properties");
        Map<String, RouteItem> routes = new LinkedHashMap<>();
        Map<String, Map<String, String>> types = new LinkedHashMap<>();
        types(file, expected, null).forEach((type, item) -> {
            routes.put(type, item);
            types.put(type, texts(file, item));
        });
        Map<String, Map<String, String>> events = new LinkedHashMap<>();
        types(file, expected, EVENT).forEach((type, item) -> {
            routes.put(ProviderEvents.of(type), item);
            events.put(type, texts(file, item));
        });
        Map<String, Map<String, String>> twoWays = new LinkedHashMap<>();
        types(file, expected, TWO_WAY).forEach((type, item) -> {
            routes.put(TwoWays.of(type), item);
            twoWays.put(type, texts(file, item));
        });
        try {
            return Provider.of(
                    expected,
                    properties == null ? Map.of() : properties.map(text -> resolve(file, text, bean)),
                    types,
                    events,
                    twoWays);
        } catch (DeclarationException e) {
            throw new RefusedFileException(file.name(), line(bean, routes, e), Sentence.of(e.getMessage()), e);
        }
    }

    /** The routes by their type: those that declare it, or those of a template that says something more of it. */
    private Map<String, RouteItem> types(RouteFile file, String provider, @Nullable String wanted) {
        Map<String, RouteItem> types = new LinkedHashMap<>();
        for (RouteItem item : file.items(Kind.TEMPLATED)) {
            Located template = item.template();
            String about = template != null && ABOUT_TYPES.contains(template.text()) ? template.text() : null;
            if (!Objects.equals(about, wanted)) {
                continue;
            }
            Located named = item.parameters().get("provider");
            if (named != null && !named.text().equals(provider)) {
                throw new RefusedFileException(
                        file.name(),
                        named.line(),
                        "parameter provider is '" + named.text() + "', not '" + provider + "'");
            }
            Located type = item.parameters().get("type");
            if (type != null && types.put(type.text(), item) != null) {
                throw new RefusedFileException(
                        file.name(),
                        type.line(),
                        EVENT.equals(wanted)
                                ? "events of type '" + type.text() + "' are declared twice; name them all in one"
                                : (wanted == null ? "" : wanted + " ") + "resource type '" + type.text()
                                        + "' is declared twice");
            }
        }
        return types;
    }

    private Map<String, String> texts(RouteFile file, RouteItem item) {
        return item.parameters().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        one -> resolve(
                                file, one.getValue().text(), one.getValue().line()),
                        (first, second) -> second,
                        LinkedHashMap::new));
    }

    private String resolve(RouteFile file, String text, Bean bean) {
        Integer line = bean.body().lineOf(text::equals);
        return resolve(file, text, line == null ? bean.body().line() : line);
    }

    private String resolve(RouteFile file, String text, int line) {
        try {
            return placeholders.apply(text);
        } catch (IllegalArgumentException e) {
            // Camel's words would repeat the value, which may be long
            Matcher property = MISSING.matcher(String.valueOf(e.getMessage()));
            String reason =
                    property.find() ? "property '" + property.group(1) + "' is not set" : Sentence.of(e.getMessage());
            throw new RefusedFileException(file.name(), line, reason, e);
        }
    }

    private static @Nullable Integer line(Bean bean, Map<String, RouteItem> routes, DeclarationException e) {
        RouteItem item = e.type() == null ? null : routes.get(e.type());
        if (item != null) {
            Located parameter = item.parameters().get(e.key());
            return parameter == null ? item.line() : parameter.line();
        }
        YamlNode properties = bean.body().find("properties");
        return properties == null
                ? bean.body().line()
                : lineOfKey(properties, e.key(), bean.body().line());
    }

    /** The line of the key, written nested or with dots; of what lies nearest above it when it is missing. */
    private static int lineOfKey(YamlNode node, String key, int nearest) {
        for (YamlNode.Entry entry : node.entries()) {
            if (entry.key().equals(key)) {
                return entry.line();
            }
            if (key.startsWith(entry.key() + ".")) {
                return lineOfKey(entry.value(), key.substring(entry.key().length() + 1), entry.line());
            }
        }
        return nearest;
    }
}
