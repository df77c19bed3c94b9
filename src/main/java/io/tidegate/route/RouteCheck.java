package io.tidegate.route;

import io.tidegate.route.text.FoundFile;
import io.tidegate.route.text.RouteFile;
import io.tidegate.route.text.RouteItem;
import io.tidegate.route.text.RouteItem.Kind;
import io.tidegate.route.text.RouteSet;
import io.tidegate.route.text.RouteSet.Placed;
import io.tidegate.route.text.YamlNode;
import io.tidegate.route.trial.LiveProperties;
import io.tidegate.route.trial.Trial;
import io.tidegate.route.trial.Trial.Outcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Judges a folder of route files without running them: whether they could, and whether they explain themselves, as the
 * diagram of a route shows descriptions and step ids.
 */
public final class RouteCheck {
    private final RouteFolder folder;
    private final Trial trial;
    private final InstantSource clock;

    /**
     * @param withBeans a context, started or not, whose registry holds every bean that routes may name
     */
    public RouteCheck(CamelContext withBeans, RouteFolder folder, RouteOptions options, InstantSource clock) {
        LiveProperties.addTo(withBeans, options.properties());
        this.folder = folder;
        this.clock = clock;
        trial = new Trial(withBeans, options.setting(folder));
    }

    /** Everything that is wrong, by file and line; empty when all is well. */
    public List<RouteFault> faults() {
        Outcome outcome = trial.run(RouteSet.EMPTY, folder.read());
        List<RouteFault> faults = new ArrayList<>();
        outcome.refused().forEach((file, e) -> faults.add(fault(file, e.line(), e.reason())));
        outcome.accepted().routes().forEach((id, route) -> {
            String description =
                    Objects.requireNonNullElse(outcome.descriptions().get(id), "");
            if (description.isBlank()) {
                faults.add(describe(outcome.accepted(), route));
            }
        });
        outcome.accepted().files().forEach(file -> unnamed(file, faults));
        faults.sort(Comparator.comparing(RouteFault::file)
                .thenComparing(fault -> Objects.requireNonNullElse(fault.line(), 0)));
        return faults.stream().distinct().toList();
    }

    /** What keeps one file from running beside the others of the folder, in whose place it stands if one has its name. */
    public List<RouteFault> faults(String name, String text) {
        Map<String, FoundFile> found = new TreeMap<>(folder.read());
        found.remove(name);
        // as if they ran already, so that of two files that clash this one is to blame
        RouteSet others = trial.run(RouteSet.EMPTY, found).accepted();
        found.put(name, new FoundFile(name, text, null));
        return trial.run(others, found).refused().entrySet().stream()
                .filter(each -> each.getKey().equals(name))
                .map(each -> fault(name, each.getValue().line(), each.getValue().reason()))
                .toList();
    }

    private RouteFault describe(RouteSet set, Placed route) {
        Placed made = Objects.requireNonNullElse(set.template(route.item()), route);
        String what = made.item().kind() == Kind.TEMPLATE ? "the route of template '" : "route '";
        return fault(made.file().name(), made.item().line(), what + made.item().id() + "' needs a description");
    }

    private void unnamed(RouteFile file, List<RouteFault> faults) {
        for (RouteItem item : file.items()) {
            if (item.kind() != Kind.BEANS && item.kind() != Kind.TEMPLATED) {
                unnamed(file.name(), item.body(), faults);
            }
        }
    }

    private void unnamed(String file, YamlNode node, List<RouteFault> faults) {
        for (YamlNode.Entry entry : node.entries()) {
            if (entry.key().equals("from") && entry.value().text("id") == null) {
                faults.add(fault(file, entry.line(), "from needs an id"));
            }
            if (entry.key().equals("steps")) {
                entry.value().items().forEach(step -> unnamedStep(file, step, faults));
            }
            unnamed(file, entry.value(), faults);
        }
        node.items().forEach(item -> unnamed(file, item, faults));
    }

    private void unnamedStep(String file, YamlNode step, List<RouteFault> faults) {
        for (YamlNode.Entry kind : step.entries()) {
            if (kind.value().text("id") == null) {
                faults.add(fault(file, kind.line(), "step " + kind.key() + " needs an id"));
            }
        }
    }

    private RouteFault fault(String file, @Nullable Integer line, String reason) {
        return new RouteFault(file, line, reason, clock.instant());
    }
}
