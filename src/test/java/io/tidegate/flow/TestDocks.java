package io.tidegate.flow;

import io.tidegate.Node;
import io.tidegate.budget.Lane;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockStore;
import io.tidegate.provider.Provider;
import io.tidegate.vault.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Adds docks to a node, each under a name of its own. */
public final class TestDocks {
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDocks() {}

    /**
     * A dock to add.
     *
     * @param types those it wants; empty: all
     */
    public record New(Provider provider, String token, Map<String, String> parameters, List<String> types) {}

    /** Adds a dock, due at once, and returns its id. */
    public static long add(Node node, New dock, Instant now) {
        String provider = dock.provider().name();
        Lane lane = new Lane(provider, dock.provider().rateLimit(), node.vault().scopeId(dock.token()));
        DockStore.NewDock added = new DockStore.NewDock(
                "dock-" + COUNT.incrementAndGet(),
                provider,
                dock.parameters(),
                dock.types().isEmpty() ? null : dock.types(),
                INTERVAL,
                null);
        return node.beans()
                .docks()
                .add(
                        added,
                        owner -> new Dock.Access(
                                node.vault()
                                        .seal(dock.token(), new Owner(owner.organization(), owner.dock()))
                                        .toJson(),
                                lane.scopeId(),
                                lane.key()),
                        now)
                .orElseThrow();
    }
}
