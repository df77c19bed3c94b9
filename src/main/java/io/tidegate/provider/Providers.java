package io.tidegate.provider;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The live catalogue of loaded providers. A run pins the {@link Provider} it started with. */
public final class Providers {
    private final Map<String, Provider> byName = new ConcurrentSkipListMap<>();

    /** The provider of that name, or null when its file is not loaded. */
    public @Nullable Provider find(String name) {
        return byName.get(name);
    }

    /** All loaded providers, by name. */
    public Collection<Provider> all() {
        return List.copyOf(byName.values());
    }

    /** The names of all loaded providers. */
    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    public void put(Provider provider) {
        byName.put(provider.name(), provider);
    }

    public void remove(String name) {
        byName.remove(name);
    }
}
