package io.tidegate.upkeep;

import io.tidegate.budget.Lane;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockLaneStore;
import io.tidegate.dock.DockStore;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import io.tidegate.provider.RateLimit;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps docks in the lanes that the setting and their providers' files say, also when those are edited. */
public final class DockLanes {
    private static final Logger LOG = LoggerFactory.getLogger(DockLanes.class);

    private final DockStore docks;
    private final DockLaneStore lanes;
    private final Providers providers;
    private final boolean sequential;
    private Map<String, RateLimit.Scope> followed = Map.of();

    /** @param sequential whether all docks share one lane */
    public DockLanes(DockStore docks, DockLaneStore lanes, Providers providers, boolean sequential) {
        this.docks = docks;
        this.lanes = lanes;
        this.providers = providers;
        this.sequential = sequential;
    }

    /** Moves docks whose lane is another one by now. Looks at them only when a provider's scope changed since. */
    public synchronized void follow(Instant now) {
        Map<String, RateLimit.Scope> scopes = providers.all().stream()
                .collect(Collectors.toMap(
                        Provider::name, provider -> provider.rateLimit().scope()));
        if (scopes.equals(followed)) {
            return;
        }
        Map<Long, String> wrong = new HashMap<>();
        for (Dock dock : docks.all()) {
            Provider provider = providers.find(dock.provider());
            if (provider != null) {
                String key = new Lane(
                                provider.name(),
                                provider.rateLimit(),
                                dock.access().scopeId())
                        .key(sequential);
                if (!key.equals(dock.access().laneKey())) {
                    wrong.put(dock.id(), key);
                }
            }
        }
        List<Long> moved = wrong.isEmpty() ? List.of() : lanes.move(wrong, now);
        if (!moved.isEmpty()) {
            LOG.info("docks {} go on in other lanes, as their providers' files and the settings say", moved);
        }
        followed = scopes;
    }
}
