package io.tidegate.federation.local;

import io.tidegate.federation.declared.TwoWay;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kinds that local records are of: who declares them, and how many there are. */
public final class Kinds {
    private static final Logger LOG = LoggerFactory.getLogger(Kinds.class);

    private final KindStore store;
    private final Providers providers;
    private Set<String> warned = Set.of();

    public Kinds(KindStore store, Providers providers) {
        this.store = store;
        this.providers = providers;
    }

    /**
     * A kind.
     *
     * @param providers whose loaded files declare it; none: no run changes its records any more
     */
    public record Kind(String kind, List<String> providers, long records, long active) {
        public Kind {
            providers = List.copyOf(providers);
        }

        /** Whether there are records that nobody declares, as after its declaration was renamed. */
        public boolean isLeft() {
            return providers.isEmpty() && records > 0;
        }

        /** What it means that they are left, in a sentence. */
        public String left() {
            return "No provider's file that is loaded declares the kind " + kind + ": its " + records
                    + (records == 1 ? " record (" : " records (") + active
                    + " active) stay as they are, and no run changes them any more. If the kind was renamed, its name"
                    + " before takes them up again.";
        }
    }

    /** All that are declared, or of which there are records; by name. */
    public List<Kind> all() {
        TreeMap<String, Kind> kinds = new TreeMap<>();
        store.counts()
                .forEach(one -> kinds.put(
                        one.kind(), new Kind(one.kind(), declaring(one.kind()), one.records(), one.active())));
        declared().forEach(kind -> kinds.computeIfAbsent(kind, none -> new Kind(none, declaring(none), 0, 0)));
        return List.copyOf(kinds.values());
    }

    /** Tells the log of kinds that are left; of each once, until it is declared again. */
    public synchronized void warn() {
        List<Kind> left = all().stream().filter(Kind::isLeft).toList();
        left.stream().filter(one -> !warned.contains(one.kind())).forEach(one -> LOG.warn("{}", one.left()));
        warned = left.stream().map(Kind::kind).collect(Collectors.toSet());
    }

    private List<String> declaring(String kind) {
        return providers.all().stream()
                .filter(provider -> of(provider).contains(kind))
                .map(Provider::name)
                .toList();
    }

    private Collection<String> declared() {
        return providers.all().stream()
                .flatMap(provider -> of(provider).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> of(Provider provider) {
        return provider.twoWays().values().stream().map(TwoWay::kind).collect(Collectors.toSet());
    }
}
