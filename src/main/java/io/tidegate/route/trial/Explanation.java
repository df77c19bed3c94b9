package io.tidegate.route.trial;

import io.tidegate.route.text.RefusedFileException;
import io.tidegate.route.text.RouteFile;
import io.tidegate.route.text.RouteItem;
import io.tidegate.route.text.RouteSet;
import io.tidegate.route.text.RouteSet.Placed;
import io.tidegate.route.text.Sentence;
import io.tidegate.route.text.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.dsl.yaml.common.exception.UnknownNodeIdException;
import org.apache.camel.dsl.yaml.common.exception.UnsupportedFieldException;
import org.apache.camel.spi.EndpointUriFactory;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in one sentence what Camel found wrong, and finds the file and line that say it. */
final class Explanation {
    private static final Pattern PROPERTY = Pattern.compile("Property with key \\[([^]]+)] not found");
    private static final Pattern OPTION = Pattern.compile("Unknown parameters=\\[\\{([^=]+)=");
    private static final Pattern SCHEME = Pattern.compile("No component found with scheme: ([\\w.+-]+)");
    private static final Pattern NO_ENDPOINT = Pattern.compile("No endpoint could be found for: ([\\w.+-]+)");
    private static final Pattern URI = Pattern.compile("Failed to resolve endpoint: ([\\w.+-]+):");
    private static final Pattern LAST_WORD = Pattern.compile("([\\w.$-]+)\\s*$");

    private final RouteSet set;
    private final CamelContext live;

    Explanation(RouteSet set, CamelContext live) {
        this.set = set;
        this.live = live;
    }

    /** What is wrong, and by what word the place is found. */
    private record Cause(String reason, List<Predicate<String>> clues) {}

    /**
     * @param file the file that was being read, if known
     * @param routeId the route that was being made, if known
     */
    RefusedFileException of(Exception e, @Nullable String file, @Nullable String routeId) {
        List<Throwable> chain = chain(e);
        for (Throwable at : chain) {
            if (file != null && at instanceof MarkedYamlEngineException marked) {
                return yaml(marked, file);
            }
        }
        Cause cause = cause(chain);
        Placed route = routeId == null ? null : set.routes().get(routeId);
        if (route == null) {
            RouteFile read = file == null ? null : set.find(file);
            Integer line = read == null ? null : find(read.items(), cause);
            String name = file == null ? "" : file;
            return new RefusedFileException(name, line, cause.reason, e);
        }
        return located(route, cause, e);
    }

    private RefusedFileException located(Placed route, Cause cause, Exception e) {
        String own = route.file().name();
        Integer line = find(List.of(route.item()), cause);
        Placed template = set.template(route.item());
        if (line == null && template != null) {
            Integer there = find(List.of(template.item()), cause);
            if (there != null) {
                RefusedFileException refused =
                        new RefusedFileException(template.file().name(), there, cause.reason, own);
                refused.initCause(e);
                return refused;
            }
        }
        String reason = line == null ? route.item().id() + ": " + cause.reason : cause.reason;
        return new RefusedFileException(own, line == null ? route.item().line() : line, reason, e);
    }

    private static @Nullable Integer find(List<RouteItem> items, Cause cause) {
        for (Predicate<String> clue : cause.clues) {
            for (RouteItem item : items) {
                Integer line = item.body().lineOf(clue);
                if (line != null) {
                    return line;
                }
            }
        }
        return null;
    }

    private Cause cause(List<Throwable> chain) {
        for (int i = chain.size() - 1; i >= 0; i--) {
            Throwable at = chain.get(i);
            Cause known = known(String.valueOf(at.getMessage()));
            if (at instanceof NoSuchBeanException bean) {
                known = bean(bean);
            } else if (at instanceof NoTypeConversionAvailableException conversion) {
                known = conversion(conversion);
            }
            if (known != null) {
                return known;
            }
        }
        Throwable root = chain.get(chain.size() - 1);
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        String reason = root instanceof ClassNotFoundException ? "class " + message + " is not known" : message;
        List<Predicate<String>> clues = new ArrayList<>();
        clues.add(text -> text.length() > 3 && message.contains(text) && text.contains("${"));
        Matcher word = LAST_WORD.matcher(message);
        if (word.find()) {
            clues.add(text -> text.contains(word.group(1)));
        }
        clues.add(text -> text.length() > 5 && message.contains(text));
        return new Cause(Sentence.of(reason), clues);
    }

    private @Nullable Cause known(String message) {
        Matcher property = PROPERTY.matcher(message);
        if (property.find()) {
            String key = property.group(1);
            return new Cause(
                    "property '" + key + "' is not set",
                    List.of(text -> text.contains("{{" + key), text -> text.contains(key)));
        }
        Matcher option = OPTION.matcher(message);
        if (option.find()) {
            return option(option.group(1), message);
        }
        for (Pattern pattern : List.of(SCHEME, NO_ENDPOINT)) {
            Matcher scheme = pattern.matcher(message);
            if (scheme.find()) {
                String name = scheme.group(1);
                return new Cause(
                        "no component for '" + name + ":'",
                        List.of(text -> text.startsWith(name + ":"), name::equals, text -> text.contains(name)));
            }
        }
        return null;
    }

    private Cause option(String name, String message) {
        Matcher uri = URI.matcher(message);
        String scheme = uri.find() ? uri.group(1) : "";
        EndpointUriFactory factory =
                scheme.isEmpty() ? null : live.getCamelContextExtension().getEndpointUriFactory(scheme);
        String hint = factory == null ? "" : Sentence.didYouMean(name, factory.propertyNames());
        return new Cause(
                "unknown option '" + name + "'" + (scheme.isEmpty() ? "" : " of " + scheme) + hint,
                List.of(name::equals, text -> text.contains(name + "=")));
    }

    private static Cause conversion(NoTypeConversionAvailableException e) {
        String value = String.valueOf(e.getValue());
        String reason = e.getToType() == Class.class
                ? "class " + value + " is not known"
                : "'" + value + "' is no " + e.getToType().getSimpleName();
        return new Cause(Sentence.of(reason), List.of(value::equals, text -> text.contains(value)));
    }

    private Cause bean(NoSuchBeanException e) {
        String name = e.getName() == null ? "" : e.getName();
        String message = String.valueOf(e.getMessage());
        int type = message.indexOf(" of type: ");
        Set<String> known = live.getRegistry().findByTypeWithName(Object.class).keySet();
        String what = known.contains(name) && type > 0
                ? "bean '" + name + "' is no " + Sentence.of(message.substring(type + 10))
                : "no bean is named '" + name + "'" + Sentence.didYouMean(name, known);
        return new Cause(
                what,
                List.of(
                        text -> text.equals(name) || text.equals("#" + name) || text.equals("#bean:" + name),
                        text -> text.endsWith(":" + name) || text.contains("#" + name),
                        text -> text.contains(name)));
    }

    private RefusedFileException yaml(MarkedYamlEngineException e, String file) {
        String problem = String.valueOf(e.getProblem());
        String word = problem.substring(problem.lastIndexOf(' ') + 1);
        Integer line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(null);
        if (e instanceof UnknownNodeIdException) {
            String hint = Sentence.didYouMean(word, YamlWords.nodes());
            return new RefusedFileException(file, line, "unknown step '" + word + "'" + hint, e);
        }
        RouteFile read = set.find(file);
        if (e instanceof UnsupportedFieldException && read != null && line != null) {
            Property property = property(read, word, line);
            if (property != null) {
                String hint = Sentence.didYouMean(word, YamlWords.properties(property.parent));
                String reason = "unknown property '" + word + "' in " + property.parent + hint;
                return new RefusedFileException(file, property.line, reason, e);
            }
        }
        return new RefusedFileException(file, line, Sentence.of(problem), e);
    }

    /** A key, where it stands, and the key above it. */
    private record Property(String parent, int line) {}

    /** The property of that name nearest to the line: Camel marks its value, or only what is around it. */
    private static @Nullable Property property(RouteFile file, String name, int line) {
        List<Property> found = new ArrayList<>();
        for (RouteItem item : file.items()) {
            collect(item.key(), item.body(), name, found);
        }
        return found.stream()
                .min(Comparator.comparingInt(property -> Math.abs(property.line - line)))
                .orElse(null);
    }

    private static void collect(String above, YamlNode node, String name, List<Property> found) {
        for (YamlNode.Entry entry : node.entries()) {
            if (entry.key().equals(name)) {
                found.add(new Property(above, entry.line()));
            }
            collect(entry.key(), entry.value(), name, found);
        }
        node.items().forEach(item -> collect(above, item, name, found));
    }

    private static List<Throwable> chain(Throwable e) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (Throwable at = e; at != null && seen.add(at); at = at.getCause()) {
            chain.add(at);
        }
        return chain;
    }
}
