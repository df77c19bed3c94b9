package io.tidegate.route.text;

import io.tidegate.route.text.RouteItem.Bean;
import io.tidegate.route.text.RouteItem.Kind;
import io.tidegate.route.text.RouteItem.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A route file whose YAML could be read.
 *
 * @param name relative to the routes folder, with {@code /}
 * @param text as it stands on disk
 * @param items its entries, in order
 * @param beans what its beans entries define, in order
 */
public record RouteFile(String name, String text, List<RouteItem> items, List<Bean> beans) {
    /** How a route file's name ends. */
    public static final String SUFFIX = ".camel.yaml";

    /** The largest route file in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private static final List<String> KEYS =
            List.of("route", "templatedRoute", "routeTemplate", "routeConfiguration", "beans", "onException");

    /** @throws RefusedFileException when the text is no list of known entries, each with what identifies it */
    public static RouteFile read(String name, String text) {
        YamlNode root = YamlReader.read(name, text);
        if (root == null || "".equals(root.scalar())) {
            throw new RefusedFileException(name, null, "the file is empty; delete it to remove its routes");
        }
        if (root.items().isEmpty()) {
            throw new RefusedFileException(name, root.line(), "a route file is a list: each entry starts with '- '");
        }
        List<String> lines = text.lines().toList();
        List<Lines> ranges = ranges(root.items(), lines, lines.size(), name);
        List<RouteItem> items = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            items.add(item(name, root.items().get(i), ranges.get(i)));
        }
        return new RouteFile(name, text, List.copyOf(items), beans(name, items, lines));
    }

    private static List<Bean> beans(String file, List<RouteItem> items, List<String> lines) {
        List<Bean> beans = new ArrayList<>();
        for (RouteItem item : items) {
            List<YamlNode> nodes = item.kind() == Kind.BEANS ? item.body().items() : List.of();
            List<Lines> ranges = ranges(nodes, lines, item.lines().to(), file);
            for (int i = 0; i < nodes.size(); i++) {
                YamlNode node = nodes.get(i);
                String bean = node.text("name");
                String type = node.text("type");
                if (bean == null || type == null) {
                    throw new RefusedFileException(file, node.line(), "a bean needs a name and a type");
                }
                beans.add(new Bean(bean, type, node, ranges.get(i)));
            }
        }
        return List.copyOf(beans);
    }

    private static RouteItem item(String file, YamlNode node, Lines lines) {
        if (node.entries().size() != 1) {
            throw new RefusedFileException(
                    file, node.line(), "an entry has one key, like '- route:'; is something indented wrongly?");
        }
        YamlNode.Entry entry = node.entries().get(0);
        Kind kind = Kind.of(entry.key());
        if (entry.key().equals("from")) {
            throw new RefusedFileException(file, entry.line(), "write '- route:' with an id instead of '- from:'");
        }
        if (kind == null) {
            throw new RefusedFileException(
                    file, entry.line(), "unknown entry '" + entry.key() + "'" + Sentence.didYouMean(entry.key(), KEYS));
        }
        String id =
                entry.value().text(kind == Kind.TEMPLATED ? new String[] {"routeId", "route-id"} : new String[] {"id"});
        boolean needed = kind == Kind.ROUTE || kind == Kind.TEMPLATED || kind == Kind.TEMPLATE;
        if (id == null && needed) {
            throw new RefusedFileException(
                    file, entry.line(), entry.key() + " needs " + (kind == Kind.TEMPLATED ? "a routeId" : "an id"));
        }
        return new RouteItem(kind, entry.key(), id == null ? "" : id, entry.line(), entry.value(), lines);
    }

    /** Where the entries of a list stand: from the line of the dash to the next one's. */
    private static List<Lines> ranges(List<YamlNode> nodes, List<String> lines, int end, String file) {
        List<Integer> starts = new ArrayList<>();
        for (YamlNode node : nodes) {
            int at = Math.min(node.line() - 1, lines.size() - 1);
            int least = starts.isEmpty() ? 0 : starts.get(starts.size() - 1) + 1;
            while (at >= least && !lines.get(at).strip().startsWith("-")) {
                at--;
            }
            if (at < least) {
                throw new RefusedFileException(
                        file, node.line(), "each entry must start with '- ' on a line of its own");
            }
            starts.add(at);
        }
        List<Lines> ranges = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            ranges.add(new Lines(starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : end));
        }
        return ranges;
    }

    /** Whether it declares a provider: what lies in a subfolder does. */
    public boolean isProvider() {
        return name.indexOf('/') > 0;
    }

    /** The file's name without folder and ending; a provider's name. */
    public static String baseName(String file) {
        return file.substring(file.lastIndexOf('/') + 1, file.length() - SUFFIX.length());
    }

    public List<RouteItem> items(Kind kind) {
        return items.stream().filter(item -> item.kind() == kind).toList();
    }

    public List<RouteItem> routes() {
        return items.stream().filter(RouteItem::isRoute).toList();
    }

    /** The facts of providers, which Camel cannot bind: it knows no nested values for a map. */
    public List<Bean> facts() {
        return beans.stream().filter(Bean::isFacts).toList();
    }

    /** The text for Camel: all but the facts, with every line where it was. Blank when nothing is left. */
    public String camelText() {
        return camelText(item -> true);
    }

    /** The same with only the entries that are {@code wanted}. */
    public String camelText(Predicate<RouteItem> wanted) {
        List<Bean> facts = facts();
        List<Lines> kept = items.stream()
                .filter(wanted)
                .filter(item -> item.kind() != Kind.BEANS || !onlyFacts(item, facts))
                .map(RouteItem::lines)
                .toList();
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            int at = lines.size();
            boolean keep = kept.stream().anyMatch(range -> range.holds(at))
                    && facts.stream().noneMatch(fact -> fact.lines().holds(at));
            lines.add(keep ? line : "");
        }
        return String.join("\n", lines) + "\n";
    }

    private static boolean onlyFacts(RouteItem item, List<Bean> facts) {
        return item.body().items().stream()
                .allMatch(node -> facts.stream().anyMatch(fact -> fact.body().line() == node.line()));
    }

    /** What Camel loads for this entry: the entry itself and the scopes of its file. */
    public String camelText(RouteItem item) {
        return camelText(other -> other.lines().equals(item.lines()) || other.kind() == Kind.SCOPE);
    }

    /** Equal for two versions of an entry when neither it nor a scope of its file has changed. */
    public String meaning(RouteItem item) {
        return items.stream()
                .filter(other -> other.lines().equals(item.lines()) || other.kind() == Kind.SCOPE)
                .map(other -> other.kind() + other.body().meaning())
                .collect(Collectors.joining("\n"));
    }

    /** Whether other files may need what this one defines. */
    public boolean isShared() {
        return items.stream()
                .anyMatch(item -> item.kind() == Kind.TEMPLATE
                        || item.kind() == Kind.CONFIGURATION
                        || (item.kind() == Kind.BEANS && !onlyFacts(item, facts())));
    }
}
