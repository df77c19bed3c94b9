package io.tidegate.route.trial;

import io.tidegate.provider.Provider;
import io.tidegate.route.text.FoundFile;
import io.tidegate.route.text.LinkCheck;
import io.tidegate.route.text.ProviderReader;
import io.tidegate.route.text.RefusedFileException;
import io.tidegate.route.text.RouteFile;
import io.tidegate.route.text.RouteItem.Bean;
import io.tidegate.route.text.RouteSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of the changed files can run beside the others: all that can, and for each that cannot, the reason. A
 * refused file leaves its last good text in the set.
 */
public final class Trial {
    private final CamelContext live;
    private final Setting setting;
    private final Scratch scratch;
    private final ProviderReader providers;

    /**
     * @param live whose beans, properties and components the routes will have
     * @param setting how routes are made while they are tried out
     */
    public Trial(CamelContext live, Setting setting) {
        this.live = live;
        this.setting = setting;
        scratch = new Scratch(live, setting);
        providers = new ProviderReader(text -> text.contains("{{") ? live.resolvePropertyPlaceholders(text) : text);
    }

    /**
     * How routes are made while they are tried out.
     *
     * @param properties what they may name beside the live context's own
     * @param components stand-ins by scheme; null where Camel's own component will do
     * @param location where the routes of a file say they come from
     * @param verdict of the last start; null where none is kept
     */
    public record Setting(
            Map<String, String> properties,
            Function<String, @Nullable Component> components,
            UnaryOperator<String> location,
            @Nullable Verdict verdict) {}

    /**
     * @param accepted the files that are to run from now on
     * @param changed the names of those that differ from before, also of removed ones
     * @param providers what the changed files declare, by file
     * @param refused why files on disk are not in the set, by file
     * @param descriptions of the set's routes, by route id; empty when nothing had to be tried out
     */
    public record Outcome(
            RouteSet accepted,
            Set<String> changed,
            Map<String, Provider> providers,
            Map<String, RefusedFileException> refused,
            Map<String, String> descriptions) {}

    public Outcome run(RouteSet good, Map<String, FoundFile> found) {
        Map<String, RefusedFileException> refused = new TreeMap<>();
        Map<String, @Nullable RouteFile> wanted = wanted(good, found, refused);
        while (true) {
            RouteSet set = good.with(wanted);
            try {
                Map<String, Provider> declared = declared(wanted);
                links(set, good, wanted, found, refused);
                Map<String, String> descriptions =
                        wanted.isEmpty() ? Map.of() : descriptions(set, good, wanted.keySet(), found);
                return new Outcome(set, new TreeSet<>(wanted.keySet()), declared, refused, descriptions);
            } catch (RefusedFileException e) {
                String guilty = guilty(e, good, wanted);
                refused.put(guilty, e.file().equals(guilty) ? e : through(guilty, wanted.get(guilty), e));
                wanted.remove(guilty);
            }
        }
    }

    /** To be told when all files of the first run are running: the next start need not try them out. */
    public void keepVerdict() {
        if (setting.verdict() != null) {
            setting.verdict().keep();
        }
    }

    private Map<String, String> descriptions(
            RouteSet set, RouteSet good, Set<String> changed, Map<String, FoundFile> found) {
        LiveProperties properties = new LiveProperties(live, setting.properties());
        Verdict verdict = good.names().isEmpty() && set.names().equals(found.keySet()) ? setting.verdict() : null;
        if (verdict != null && verdict.holds(found, properties)) {
            return Map.of();
        }
        Map<String, String> descriptions = tryOut(set, good, changed, properties);
        if (verdict != null) {
            verdict.reach(found, properties);
        }
        return descriptions;
    }

    private Map<String, String> tryOut(RouteSet set, RouteSet good, Set<String> changed, LiveProperties properties) {
        RouteSet needed = set.needed(changed, good);
        Predicate<String> untouched = id -> !needed.routes().containsKey(id)
                && (set.routes().containsKey(id) || !good.routes().containsKey(id));
        return scratch.tryOut(needed, good.beans().keySet(), untouched, properties);
    }

    private static Map<String, @Nullable RouteFile> wanted(
            RouteSet good, Map<String, FoundFile> found, Map<String, RefusedFileException> refused) {
        Map<String, @Nullable RouteFile> wanted = new TreeMap<>();
        for (FoundFile file : found.values()) {
            RouteFile before = good.find(file.name());
            if (before != null && before.text().equals(file.text())) {
                continue;
            }
            try {
                wanted.put(file.name(), parse(file));
            } catch (RefusedFileException e) {
                refused.put(file.name(), e);
            }
        }
        good.names().stream().filter(name -> !found.containsKey(name)).forEach(name -> wanted.put(name, null));
        return wanted;
    }

    private static RouteFile parse(FoundFile found) {
        if (found.refusal() != null) {
            throw found.refusal();
        }
        return RouteFile.read(found.name(), Objects.requireNonNull(found.text()));
    }

    private Map<String, Provider> declared(Map<String, @Nullable RouteFile> wanted) {
        Map<String, Provider> declared = new LinkedHashMap<>();
        for (RouteFile file : wanted.values()) {
            if (file == null) {
                continue;
            }
            if (file.isProvider()) {
                declared.put(file.name(), providers.read(file));
            } else if (!file.facts().isEmpty()) {
                Bean facts = file.facts().get(0);
                throw new RefusedFileException(
                        file.name(),
                        facts.body().line(),
                        "a provider's facts belong into providers/" + facts.name() + ".camel.yaml");
            }
        }
        return declared;
    }

    private void links(
            RouteSet set,
            RouteSet good,
            Map<String, @Nullable RouteFile> wanted,
            Map<String, FoundFile> found,
            Map<String, RefusedFileException> refused) {
        Map<String, String> left = new HashMap<>();
        refused.keySet().forEach(name -> {
            FoundFile file = found.get(name);
            left.put(name, file == null || file.text() == null ? "" : file.text());
        });
        Set<String> ours = good.routes().keySet();
        Predicate<String> foreignRoute = id -> !ours.contains(id) && live.getRoute(id) != null;
        Set<String> bound = good.beans().keySet();
        Predicate<String> foreignBean =
                name -> !bound.contains(name) && live.getRegistry().lookupByName(name) != null;
        new LinkCheck(set, wanted::containsKey, left).run(foreignRoute, foreignBean);
    }

    /** Of the changed files, the one without which the fault would not be. */
    private static String guilty(RefusedFileException e, RouteSet good, Map<String, @Nullable RouteFile> wanted) {
        if (wanted.containsKey(e.file())) {
            return e.file();
        }
        if (wanted.containsKey(e.user())) {
            return e.user();
        }
        for (String name : wanted.keySet()) {
            RouteFile before = good.find(name);
            RouteFile after = wanted.get(name);
            if ((before != null && before.isShared()) || (after != null && after.isShared())) {
                return name;
            }
        }
        if (wanted.isEmpty()) {
            throw new IllegalStateException("files that ran before do not load any more: " + e.getMessage(), e);
        }
        return wanted.keySet().iterator().next();
    }

    private static RefusedFileException through(String guilty, @Nullable RouteFile file, RefusedFileException e) {
        String where = e.file() + (e.line() == null ? "" : " line " + e.line());
        return new RefusedFileException(
                guilty,
                null,
                (file == null ? "without it, " : "with it, ") + where + " would not run: " + e.reason(),
                e);
    }
}
