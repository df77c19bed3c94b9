package io.tidegate;

import io.tidegate.budget.Lane;
import io.tidegate.config.Settings;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockStore;
import io.tidegate.provider.Provider;
import io.tidegate.simulator.Scenario;
import io.tidegate.simulator.SimulatedProvider;
import io.tidegate.vault.Owner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The simulated provider beside a running Tidegate, and its two docks. */
final class Demo implements AutoCloseable {
    static final String PROVIDER = "demo";
    private static final Duration INTERVAL = Duration.ofSeconds(60);

    private final SimulatedProvider simulator;
    private final InstantSource clock;

    private Demo(SimulatedProvider simulator, InstantSource clock) {
        this.simulator = simulator;
        this.clock = clock;
    }

    /** Starts the provider and tells the routes where it is. */
    static Demo start(Settings settings, InstantSource clock, Map<String, String> routeProperties) {
        Settings.Simulator simulated = settings.simulator();
        SimulatedProvider simulator =
                new SimulatedProvider(Scenario.demo().seeded(simulated.seed()), clock, simulated.port());
        routeProperties.put("tidegate.provider.demo.base-url", simulator.baseUrl());
        return new Demo(simulator, clock);
    }

    /** Adds the two docks, unless an earlier demo did. */
    void connect(Node node) {
        Provider provider = node.beans().providers().find(PROVIDER);
        if (provider == null) {
            LoggerFactory.getLogger(Demo.class)
                    .warn("the demo's own provider file was refused; mend it and start again to see its two accounts");
            return;
        }
        connect(node, provider, "harbour", SimulatedProvider.HARBOUR_TOKEN);
        connect(node, provider, "lighthouse", SimulatedProvider.LIGHTHOUSE_TOKEN);
    }

    private void connect(Node node, Provider provider, String name, String token) {
        String scopeId = node.vault().scopeId(token);
        Lane lane = new Lane(provider.name(), provider.rateLimit(), scopeId);
        DockStore.NewDock dock = new DockStore.NewDock(name, PROVIDER, Map.of(), null, INTERVAL, null);
        node.beans()
                .docks()
                .add(
                        dock,
                        owner -> {
                            Owner sealedFor = new Owner(owner.organization(), owner.dock());
                            String sealed = node.vault().seal(token, sealedFor).toJson();
                            return new Dock.Access(sealed, lane.scopeId(), lane.key());
                        },
                        clock.instant());
    }

    @Override
    public void close() {
        simulator.close();
    }
}
