package io.tidegate.route.text;

import io.tidegate.route.text.RouteItem.Bean;
import io.tidegate.route.text.RouteItem.Kind;
import io.tidegate.route.text.RouteItem.Located;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.support.PatternHelper;
import org.jspecify.annotations.Nullable;

/** Route files that are to run together. */
public final class RouteSet {
    public static final RouteSet EMPTY = new RouteSet(Map.of());

    private final Map<String, RouteFile> files;

    /** A route and the file it stands in. */
    public record Placed(RouteFile file, RouteItem item) {
        public String meaning() {
            return file.meaning(item);
        }
    }

    public RouteSet(Map<String, RouteFile> files) {
        this.files = new TreeMap<>(files);
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

    /** This set with {@code file} in the place of the one of that name; null takes it away. */
    public RouteSet with(String name, @Nullable RouteFile file) {
        Map<String, RouteFile> changed = new TreeMap<>(files);
        if (file == null) {
            changed.remove(name);
        } else {
            changed.put(name, file);
        }
        return new RouteSet(changed);
    }

    /**
     * The files in an order in which each finds what it needs, and whoever receives messages is there before those
     * who send: what is shared, then providers, then the rest from the flow's end to its start.
     */
    public List<RouteFile> inLoadOrder() {
        List<RouteFile> order = new ArrayList<>(files.values());
        order.sort(Comparator.comparingInt(
                        (RouteFile file) -> file.isShared() ? 0 : file.name().contains("/") ? 1 : 2)
                .thenComparing(RouteFile::name, Comparator.reverseOrder()));
        return order;
    }

    /** All entries of a kind by id, in load order. */
    public Map<String, Placed> all(Kind... kinds) {
        Map<String, Placed> found = new LinkedHashMap<>();
        for (RouteFile file : inLoadOrder()) {
            for (RouteItem item : file.items()) {
                if (List.of(kinds).contains(item.kind())) {
                    found.putIfAbsent(item.id(), new Placed(file, item));
                }
            }
        }
        return found;
    }

    public Map<String, Placed> routes() {
        return all(Kind.ROUTE, Kind.TEMPLATED);
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
