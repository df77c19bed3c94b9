package io.tidegate;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidegate.alert.NodeFaultStore;
import io.tidegate.clock.ClockStore;
import io.tidegate.clock.ClockWatch;
import io.tidegate.clock.NodeClock;
import io.tidegate.cluster.TickClock;
import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import io.tidegate.dock.FreshnessStore;
import io.tidegate.egress.Egress;
import io.tidegate.federation.local.KindStore;
import io.tidegate.federation.local.Kinds;
import io.tidegate.json.Jq;
import io.tidegate.mbean.MBeans;
import io.tidegate.mbean.SightStore;
import io.tidegate.meter.FleetMeters;
import io.tidegate.meter.FleetStore;
import io.tidegate.meter.NodeMeters;
import io.tidegate.rotation.LostKeys;
import io.tidegate.rotation.SealedStore;
import io.tidegate.route.LiveRoutes;
import io.tidegate.route.RouteFault;
import io.tidegate.route.RouteFileStatus;
import io.tidegate.route.RouteFolder;
import io.tidegate.route.RouteListener;
import io.tidegate.route.RouteOptions;
import io.tidegate.route.trial.Verdict;
import io.tidegate.vault.IndexKeyStore;
import io.tidegate.vault.Vault;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.main.Main;
import org.apache.hc.core5.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running Tidegate: its database, its beans and its routes, started in this order and stopped in reverse. */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    /** A little longer than runs are given to end, so that Camel does not cut off what still hands its job back. */
    private static final int CAMEL_STOP_SECONDS = 30;

    private final Database database;
    private final Vault vault;
    private final PrometheusMeterRegistry meters;
    private final Beans beans;
    private final @Nullable ClockWatch watch;
    private final Main camel;
    private final LiveRoutes routes;

    private Node(Parts parts, Main camel, LiveRoutes routes) {
        this.database = parts.database;
        this.vault = parts.vault;
        this.meters = parts.meters;
        this.beans = parts.beans;
        this.watch = parts.watch;
        this.camel = camel;
        this.routes = routes;
    }

    private record Parts(
            Database database,
            Vault vault,
            PrometheusMeterRegistry meters,
            Beans beans,
            @Nullable ClockWatch watch) {}

    /**
     * Starts all of it; whatever was started stops again when something fails.
     *
     * @param clock a {@link NodeClock} follows the database's from here on
     * @param folder the route files
     * @param bound more for Camel's registry, such as the router of the public listener
     * @param routeProperties what routes may name; no secret among it
     */
    public static Node start(
            Settings settings,
            InstantSource clock,
            RouteFolder folder,
            Map<String, Object> bound,
            Map<String, String> routeProperties) {
        Vault opened = Vault.open(settings);
        Database database = Database.begin(settings);
        Main camel = new CamelMain();
        // Both take long to come to life, and are not needed yet.
        CompletableFuture<Void> unused =
                CompletableFuture.runAsync(() -> Jq.of(".")).thenRun(SSLContexts::createDefault);
        CompletableFuture<@Nullable ClockWatch> tables = CompletableFuture.completedFuture(null);
        LiveRoutes routes = null;
        try {
            Vault vault = opened.keptIn(new IndexKeyStore(database.jdbi(), clock));
            NodeMeters meters = new NodeMeters();
            database.count(meters);
            Beans beans = new Beans(settings, database, vault, Egress.of(settings, routeProperties), meters, clock);
            meters.read(new FleetMeters(meters, new FleetStore(database.jdbi()), beans.providers()::names, clock));
            configure(camel, settings, meters, beans);
            bound.forEach(camel::bind);
            beans.byName().forEach(camel::bind);
            camel.start();
            // The files are looked at meanwhile.
            tables = CompletableFuture.supplyAsync(
                    () -> tables(settings, clock, database, vault, beans, camel),
                    task -> new Thread(task, "tables").start());
            routes = LiveRoutes.tried(
                    camel.getCamelContext(),
                    folder.without(KafkaBeans.unused(settings)),
                    beans.providers(),
                    RouteOptions.of(routeProperties)
                            .withComponents(RouteTrial.components(beans))
                            .withVerdict(Verdict.ofProgram(
                                    settings.directories().data().resolve(Verdict.NAME), settings.camelProperties()))
                            .withListener(telling(new Kinds(new KindStore(database.jdbi()), beans.providers()))),
                    clock);
            ClockWatch watch = join(tables);
            Set<String> used = beans.docks().providers();
            // the demo's docks are added when it runs
            routes.run(provider -> used.contains(provider) || provider.equals(Demo.PROVIDER));
            LiveRoutes running = routes;
            beans.alertWatch().watches(() -> faults(running, beans.kafkaFault()));
            return new Node(new Parts(database, vault, meters, beans, watch), camel, routes);
        } catch (RuntimeException e) {
            if (routes != null) {
                routes.close();
            }
            camel.stop();
            ClockWatch watch = tables.exceptionally(failed -> null).join();
            if (watch != null) {
                watch.close();
            }
            database.close();
            throw e;
        }
    }

    /** What has to be in the tables, or known of them, before the first route runs, as soon as the server answers. */
    private static @Nullable ClockWatch tables(
            Settings settings, InstantSource clock, Database database, Vault vault, Beans beans, Main camel) {
        database.await();
        ClockWatch watch = clock instanceof NodeClock own ? watch(own, settings, database, camel) : null;
        boolean prepared = false;
        try {
            prepare(settings, database, vault, beans);
            prepared = true;
            return watch;
        } finally {
            if (watch != null && !prepared) {
                watch.close();
            }
        }
    }

    private static @Nullable ClockWatch join(CompletableFuture<@Nullable ClockWatch> tables) {
        try {
            return tables.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
    }

    private static void prepare(Settings settings, Database database, Vault vault, Beans beans) {
        beans.maintenance().ahead();
        String lost = new LostKeys(new SealedStore(database.jdbi()), vault.masterKeys()).message();
        if (lost != null) {
            LOG.warn("{}", lost);
        }
        if (settings.db().url() == null) {
            // The lock on the data folder says that no other worker lives.
            beans.jobQueue().rescueAll();
        }
    }

    /** A file may have renamed a kind, or be gone. */
    private static RouteListener telling(Kinds kinds) {
        return new RouteListener() {
            @Override
            public void onApplied(Applied applied) {
                try {
                    kinds.warn();
                } catch (RuntimeException e) {
                    // what a file said took effect all the same
                    LOG.warn("kinds without a declaration were not looked for: {}", e.getMessage());
                }
            }
        };
    }

    private static Map<String, String> faults(LiveRoutes routes, @Nullable String kafka) {
        Map<String, String> faults = new TreeMap<>();
        if (kafka != null) {
            faults.put(NodeFaultStore.KAFKA, kafka);
        }
        for (RouteFileStatus file : routes.status()) {
            RouteFault fault = file.fault();
            if (fault != null) {
                faults.put(fault.file(), fault.text());
            }
        }
        return faults;
    }

    private static ClockWatch watch(NodeClock clock, Settings settings, Database database, Main camel) {
        ClockStore store = new ClockStore(
                database.session(ClockStore.LISTEN), settings.sync().node());
        return ClockWatch.start(clock, store, () -> {
            CamelContext context = camel.getCamelContext();
            if (context != null) {
                TickClock.restart(context);
            }
        });
    }

    private static void configure(Main camel, Settings settings, PrometheusMeterRegistry meters, Beans beans) {
        Properties own = new Properties();
        // Methods are kept described for each object that a path in a route leads through, and those are as many as
        // runs.
        own.put("camel.component.bean.bean-info-cache-size", "100");
        own.putAll(settings.camelProperties());
        camel.setOverrideProperties(own);
        camel.configure()
                .withName("tidegate")
                // the reloader loads the routes, so that one bad file stops only itself
                .withRoutesCollectorEnabled(false)
                // bodies are read once, with a limit, before anyone could cache them
                .withStreamCachingEnabled(false)
                .withShutdownTimeout(CAMEL_STOP_SECONDS)
                // what Hawtio shows of routes: counters and times, exchanges under way, how often endpoints were used
                .withJmxManagementStatisticsLevel(org.apache.camel.ManagementStatisticsLevel.Extended);
        camel.configure().setInflightRepositoryBrowseEnabled(true);
        camel.configure().setEndpointRuntimeStatisticsEnabled(true);
        camel.addMainListener(new BeforeStart(context -> {
            MicrometerRoutePolicyFactory counters = new MicrometerRoutePolicyFactory();
            counters.setMeterRegistry(meters);
            context.addRoutePolicyFactory(counters);
            beans.join(context);
        }));
    }

    public Database database() {
        return database;
    }

    public Vault vault() {
        return vault;
    }

    public PrometheusMeterRegistry meters() {
        return meters;
    }

    public Beans beans() {
        return beans;
    }

    /** What JMX shows of it. */
    MBeans.Sources sights(InstantSource clock) {
        return new MBeans.Sources(
                beans.docks(),
                beans.levels(),
                new FreshnessStore(database.jdbi()),
                new SightStore(database.jdbi()),
                beans.providers(),
                clock);
    }

    public LiveRoutes routes() {
        return routes;
    }

    /** Camel, for what looks at its routes. */
    public CamelContext camel() {
        return camel.getCamelContext();
    }

    /** Stops: running syncs end or hand their job back, then routes and database stop. */
    @Override
    public void close() {
        LOG.info("stopping");
        routes.close();
        beans.leave();
        beans.jobSource().drain();
        camel.stop();
        beans.jobQueue().handBackAll();
        if (watch != null) {
            watch.close();
        }
        database.close();
        LOG.info("stopped");
    }
}
