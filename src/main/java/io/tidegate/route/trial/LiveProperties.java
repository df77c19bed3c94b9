package io.tidegate.route.trial;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/**
 * The route properties, then whatever the live context knows: one answer in both contexts. It is asked once for each
 * name: Camel asks for some with each step, and throws and catches where there is none.
 */
public final class LiveProperties implements PropertiesSource {
    private final CamelContext live;
    private final Map<String, String> own;
    private final Map<String, Optional<String>> asked = new ConcurrentHashMap<>();

    public LiveProperties(CamelContext live, Map<String, String> own) {
        this.live = live;
        this.own = own;
    }

    /** Lets the live context know them too; once. */
    public static void addTo(CamelContext live, Map<String, String> own) {
        live.getPropertiesComponent().addPropertiesSource(new PropertiesSource() {
            @Override
            public String getName() {
                return "route-properties";
            }

            @Override
            public @Nullable String getProperty(String name) {
                return own.get(name);
            }
        });
    }

    @Override
    public String getName() {
        return "live";
    }

    @Override
    public @Nullable String getProperty(String name) {
        return asked.computeIfAbsent(name, this::find).orElse(null);
    }

    private Optional<String> find(String name) {
        return Optional.ofNullable(own.get(name))
                .or(() -> live.getPropertiesComponent().resolveProperty(name));
    }

    /** The names that were asked for, also of those that nobody knows; in order. */
    Set<String> asked() {
        return new TreeSet<>(asked.keySet());
    }

    /** What the live context answers, be it from the environment. */
    @Nullable String inLive(String name) {
        return live.getPropertiesComponent().resolveProperty(name).orElse(null);
    }

    /** Whether Camel asks someone else for a name that begins so, such as the environment. */
    boolean isFunction(String prefix) {
        return live.getPropertiesComponent().getPropertiesFunction(prefix) != null;
    }
}
