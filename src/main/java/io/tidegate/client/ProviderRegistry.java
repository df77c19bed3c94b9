package io.tidegate.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The backends that an application knows; one of them is active. The first that is registered is, until another is chosen. */
public final class ProviderRegistry {
    private final Map<String, SyncProvider> providers = new LinkedHashMap<>();
    private @Nullable String active;

    /** Adds a backend; one of the same id is disposed of and replaced. */
    public synchronized void registerSyncProvider(SyncProvider provider) {
        SyncProvider before = providers.put(provider.id(), provider);
        if (active == null) {
            active = provider.id();
        }
        if (before != null && before != provider) {
            before.dispose();
        }
    }

    /**
     * Chooses the active one; the engine uses it from its next call on.
     *
     * @throws IllegalArgumentException when none of that id is registered
     */
    public synchronized void activateSyncProvider(String id) {
        if (!providers.containsKey(id)) {
            throw new IllegalArgumentException("no provider " + id + " is registered, only " + providers.keySet());
        }
        active = id;
    }

    /** @throws IllegalStateException when none is registered */
    public synchronized SyncProvider getActiveSyncProvider() {
        SyncProvider provider = active == null ? null : providers.get(active);
        if (provider == null) {
            throw new IllegalStateException("no provider is registered: register one first");
        }
        return provider;
    }

    /** Disposes of all. */
    public synchronized void dispose() {
        providers.values().forEach(SyncProvider::dispose);
        providers.clear();
        active = null;
    }
}
