package io.tidegate.api.dock;

import io.tidegate.api.Stores;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockHealth;
import io.tidegate.provider.Providers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Docks and how they are. */
public final class JudgedDocks {
    private final Providers providers;
    private final Map<Long, String> shortfalls;
    private final Instant now;

    private JudgedDocks(Providers providers, Map<Long, String> shortfalls, Instant now) {
        this.providers = providers;
        this.shortfalls = shortfalls;
        this.now = now;
    }

    /** What is known of all docks at an instant. */
    public static JudgedDocks at(Instant now, Stores stores, Providers providers) {
        Map<Long, String> found = new HashMap<>(stores.budgets().shortfalls(now));
        stores.freshness()
                .stale(providers.all(), now)
                .forEach((dock, words) -> found.merge(dock, words, (one, other) -> one + "; " + other));
        return new JudgedDocks(providers, found, now);
    }

    /** A dock and how it is. */
    public DockView view(Dock dock) {
        boolean loaded = providers.find(dock.provider()) != null;
        return DockView.of(dock, DockHealth.of(dock, loaded, shortfalls.get(dock.id()), now));
    }

    /** Docks and how they are. */
    public List<DockView> views(List<Dock> docks) {
        return docks.stream().map(this::view).toList();
    }
}
