package io.tidegate.route.text;

import io.tidegate.route.text.RouteItem.Bean;
import io.tidegate.route.text.RouteItem.Kind;
import io.tidegate.route.text.RouteItem.Located;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.support.PatternHelper;
import org.jspecify.annotations.Nullable;

/** Route files that are to run together. */
public final class RouteSet {
    public static final RouteSet EMPTY = new RouteSet(Map.of());

    /** A template's {@code direct:} endpoint where the parameter before it is not given. */
    private static final Pattern UNLESS_GIVEN = Pattern.compile("\\{\\{(\\w+):direct:");

    private final Map<String, RouteFile> files;
    private final List<RouteFile> order;
    private final Map<Kind, Map<String, Placed>> byKind = new EnumMap<>(Kind.class);
    private final Map<String, Placed> routes = new LinkedHashMap<>();

    /** A route and the file it stands in. */
    public record Placed(RouteFile file, RouteItem item) {
        public String meaning() {
            return file.meaning(item);
        }
    }

    public RouteSet(Map<String, RouteFile> files) {
        this.files = new TreeMap<>(files);
        order = this.files.values().stream()
                .sorted(Comparator.comparingInt(RouteSet::rank)
                        .thenComparing(RouteFile::name, Comparator.reverseOrder()))
                .toList();
        for (RouteFile file : order) {
            for (RouteItem item : file.items()) {
                Placed placed = new Placed(file, item);
                byKind.computeIfAbsent(item.kind(), kind -> new LinkedHashMap<>())
                        .putIfAbsent(item.id(), placed);
                if (item.isRoute()) {
                    routes.putIfAbsent(item.id(), placed);
                }
            }
        }
    }

    private static int rank(RouteFile file) {
        if (file.isShared()) {
            return 0;
        }
        return file.isProvider() ? 1 : 2;
    }

    public @Nullable RouteFile find(String name) {
        return files.get(name);
    }

    public Collection<RouteFile> files() {
        return files.values();
    }

    public Set<String> names() {
        return files.keySet();
    }

    /** This set with these files in the place of those of the same names; null takes one away. */
    public RouteSet with(Map<String, @Nullable RouteFile> changes) {
        Map<String, RouteFile> changed = new TreeMap<>(files);
        changes.forEach((name, file) -> {
            if (file == null) {
                changed.remove(name);
            } else {
                changed.put(name, file);
            }
        });
        return new RouteSet(changed);
    }

    /**
     * The files in an order in which each finds what it needs, and whoever receives messages is there before those
     * who send: what is shared, then providers, then the rest from the flow's end to its start.
     */
    public List<RouteFile> inLoadOrder() {
        return order;
    }

    /** Whether the routes of a file do nothing unless others call them. */
    public boolean isOnlyCalled(RouteFile file) {
        return file.routes().stream().allMatch(this::isOnlyCalled);
    }

    private boolean isOnlyCalled(RouteItem route) {
        Placed template = template(route);
        String from = template == null ? route.from() : template.item().from();
        Matcher unless = UNLESS_GIVEN.matcher(from);
        return unless.lookingAt() ? !route.parameters().containsKey(unless.group(1)) : from.startsWith("direct:");
    }

    /** All entries of a kind by id, in load order. */
    public Map<String, Placed> all(Kind kind) {
        return Collections.unmodifiableMap(byKind.getOrDefault(kind, Map.of()));
    }

    /** All routes by id, in load order. */
    public Map<String, Placed> routes() {
        return Collections.unmodifiableMap(routes);
    }

    /**
     * What must be loaded to try changed files out: they and what is shared; all, when one of them is or was shared.
     *
     * @param before the set that ran before
     */
    public RouteSet needed(Set<String> changed, RouteSet before) {
        boolean all = changed.stream().anyMatch(name -> isShared(name) || before.isShared(name));
        Map<String, RouteFile> needed = new TreeMap<>(files);
        needed.values().removeIf(file -> !all && !changed.contains(file.name()) && !file.isShared());
        return new RouteSet(needed);
    }

    private boolean isShared(String name) {
        RouteFile file = files.get(name);
        return file != null && file.isShared();
    }

    /** The beans Camel makes, with their files, by name. */
    public Map<String, Bean> beans() {
        Map<String, Bean> found = new TreeMap<>();
        files.values()
                .forEach(file -> file.beans().stream()
                        .filter(bean -> !bean.isFacts())
                        .forEach(bean -> found.put(bean.name(), bean)));
        return found;
    }

    /** Whether the route, or the template it is made from, falls under the configuration. */
    public boolean isConfiguredBy(Placed route, String configuration) {
        List<Located> asked = new ArrayList<>(route.item().configurations());
        Placed template = template(route.item());
        if (template != null) {
            asked.addAll(template.item().configurations());
        }
        return configuration.isEmpty()
                ? asked.isEmpty()
                : asked.stream().anyMatch(one -> PatternHelper.matchPattern(configuration, one.text()));
    }

    public @Nullable Placed template(RouteItem item) {
        Located template = item.kind() == Kind.TEMPLATED ? item.template() : null;
        return template == null ? null : all(Kind.TEMPLATE).get(template.text());
    }
}
