package io.tidegate.route.text;

import io.tidegate.route.text.RouteItem.Bean;
import io.tidegate.route.text.RouteItem.Kind;
import io.tidegate.route.text.RouteItem.Located;
import io.tidegate.route.text.RouteSet.Placed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.support.PatternHelper;

/** Finds what Camel passes over in silence: ids taken twice, and templates and configurations nobody defines. */
public final class LinkCheck {
    private final RouteSet set;
    private final Predicate<String> changed;
    private final Map<String, String> elsewhere;

    /**
     * @param changed the files that are new: of two that claim one id, such a one is to blame
     * @param elsewhere what is wrong with the files that are left out, by file
     */
    public LinkCheck(RouteSet set, Predicate<String> changed, Map<String, String> elsewhere) {
        this.set = set;
        this.changed = changed;
        this.elsewhere = elsewhere;
    }

    /** @throws RefusedFileException for the first file that cannot run beside the others */
    public void run(Predicate<String> foreignRoute, Predicate<String> foreignBean) {
        unique("route id", Set.of(Kind.ROUTE, Kind.TEMPLATED));
        unique("route template", Set.of(Kind.TEMPLATE));
        unique("route configuration", Set.of(Kind.CONFIGURATION));
        uniqueBeans();
        for (RouteFile file : set.files()) {
            for (RouteItem item : file.items()) {
                templateExists(file, item);
                configurationsExist(file, item);
                if (item.isRoute() && foreignRoute.test(item.id())) {
                    throw new RefusedFileException(
                            file.name(), item.line(), "route id '" + item.id() + "' belongs to the program itself");
                }
            }
            for (Bean bean : file.beans()) {
                if (!bean.isFacts() && foreignBean.test(bean.name())) {
                    throw new RefusedFileException(
                            file.name(),
                            bean.body().line(),
                            "bean '" + bean.name() + "' belongs to the program itself; choose another name");
                }
            }
        }
    }

    private void unique(String what, Set<Kind> kinds) {
        Map<String, Claim> taken = new HashMap<>();
        for (RouteFile file : set.files()) {
            for (RouteItem item : file.items()) {
                if (kinds.contains(item.kind())) {
                    claim(taken, what, item.id(), new Claim(file.name(), item.line()));
                }
            }
        }
    }

    private void uniqueBeans() {
        Map<String, Claim> taken = new HashMap<>();
        for (RouteFile file : set.files()) {
            file.beans()
                    .forEach(bean -> claim(
                            taken,
                            "bean",
                            bean.name(),
                            new Claim(file.name(), bean.body().line())));
        }
    }

    private record Claim(String file, int line) {}

    private void claim(Map<String, Claim> taken, String what, String id, Claim claim) {
        Claim first = taken.putIfAbsent(id, claim);
        if (first == null) {
            return;
        }
        boolean firstIsNew = changed.test(first.file) && !changed.test(claim.file);
        Claim guilty = firstIsNew ? first : claim;
        Claim owner = firstIsNew ? claim : first;
        throw new RefusedFileException(
                guilty.file,
                guilty.line,
                what + (id.isEmpty() ? " without an id" : " '" + id + "'") + " is taken: " + owner.file + " line "
                        + owner.line + " has it already");
    }

    private void templateExists(RouteFile file, RouteItem item) {
        if (item.kind() != Kind.TEMPLATED) {
            return;
        }
        Located wanted = item.template();
        if (wanted == null) {
            throw new RefusedFileException(file.name(), item.line(), "templatedRoute needs a routeTemplateRef");
        }
        Placed template = set.template(item);
        if (template == null) {
            throw missing(file, wanted, "route template", set.all(Kind.TEMPLATE));
        }
        List<String> missing = new ArrayList<>(template.item().required());
        missing.removeAll(item.parameters().keySet());
        if (!missing.isEmpty()) {
            throw new RefusedFileException(
                    file.name(),
                    item.line(),
                    item.id() + " lacks the parameter " + String.join(", ", missing) + " that route template '"
                            + wanted.text() + "' needs");
        }
    }

    private void configurationsExist(RouteFile file, RouteItem item) {
        Map<String, Placed> known = set.all(Kind.CONFIGURATION);
        boolean asks = item.isRoute() || item.kind() == Kind.TEMPLATE;
        for (Located wanted : asks ? item.configurations() : List.<Located>of()) {
            if (known.keySet().stream().noneMatch(id -> PatternHelper.matchPattern(id, wanted.text()))) {
                throw missing(file, wanted, "route configuration", known);
            }
        }
    }

    private RefusedFileException missing(RouteFile file, Located wanted, String what, Map<String, Placed> known) {
        String hint = elsewhere.entrySet().stream()
                .filter(refused -> refused.getValue().contains(wanted.text()))
                .map(refused -> "; " + refused.getKey() + ", which is refused, may define it")
                .findFirst()
                .orElseGet(() -> Sentence.didYouMean(wanted.text(), known.keySet()));
        return new RefusedFileException(
                file.name(), wanted.line(), what + " '" + wanted.text() + "' is not loaded" + hint);
    }
}
