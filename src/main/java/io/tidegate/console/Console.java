package io.tidegate.console;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidegate.config.Settings;
import io.tidegate.console.overview.Frame.About;
import io.tidegate.console.overview.OverviewReader;
import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Both listeners and what they show. Bound before anything else starts, so that a taken port ends the start at once;
 * until {@link #open} every page says that Tidegate is starting.
 */
public final class Console implements AutoCloseable {
    private static final int READERS = 4;
    private static final long LONGEST_READ_SECONDS = 60;
    private static final List<Integer> WRONG_REQUESTS = List.of(400, 405, 413, 415);
    private static final long MAX_BODY_BYTES = 1024 * 1024;

    private final Listeners listeners;
    private final InstantSource clock;
    private final About about;
    private final LatestOverview latest;
    private final Metrics metrics;
    private final PublicRouter publicRouter;
    private final String host;

    private Console(Listeners listeners, Settings settings, InstantSource clock) {
        this.listeners = listeners;
        this.clock = clock;
        this.host = settings.listeners().http().host();
        WorkerExecutor workers = listeners
                .vertx()
                .createSharedWorkerExecutor("tidegate-console", READERS, LONGEST_READ_SECONDS, TimeUnit.SECONDS);
        Assets assets = new Assets();
        about = new About(
                Objects.requireNonNullElse(Console.class.getPackage().getImplementationVersion(), "development"),
                settings.sync().node(),
                assets.path("tidegate.css"),
                assets.path("tidegate.js"),
                assets.path("tidegate.svg"));
        latest = new LatestOverview(workers);
        metrics = new Metrics(workers);
        publicRouter = new PublicRouter(listeners.vertx(), listeners.pub());
        Pages pages = new Pages(workers, latest, about, clock);
        show(listeners.people(), assets, pages);
    }

    /**
     * Listens at both addresses of the settings.
     *
     * @throws io.tidegate.config.SettingsException when one of them cannot be listened at
     */
    public static Console bind(Settings settings, InstantSource clock) {
        return new Console(Listeners.bind(settings.listeners()), settings, clock);
    }

    private void show(Router people, Assets assets, Pages pages) {
        Health health = new Health(latest, about, clock);
        people.route().handler(new Guard(host));
        people.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        get(people, "/", pages::overview);
        get(people, "/live", pages::refresh);
        get(people, "/assets/:name", assets::answer);
        get(people, "/favicon.ico", context -> context.reroute("/assets/tidegate.svg"));
        get(people, "/observe/health", health::answer);
        get(people, "/observe/health/live", health::live);
        get(people, "/observe/health/ready", health::ready);
        get(people, "/observe/metrics", metrics::answer);
        WRONG_REQUESTS.forEach(status -> people.errorHandler(status, pages::refused));
        people.errorHandler(404, pages::missing);
        people.errorHandler(500, pages::failed);
    }

    private static void get(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    /** What there is to see has started: pages show it from now on. */
    public void open(OverviewReader.Sources sources, PrometheusMeterRegistry meters) {
        metrics.open(meters, about);
        latest.open(new OverviewReader(sources, clock)::read);
        publicRouter.open();
    }

    /** What Camel's registry needs, by name, so that {@code platform-http:} routes answer on the public listener. */
    public Map<String, Object> forCamel() {
        // The name that is looked up where no server of Camel's own says its port.
        return Map.of(VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME_ZERO, publicRouter);
    }

    /** Where people find the dashboard. */
    public URI url() {
        String name = host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]") ? "localhost" : host;
        String bracketed = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
        return URI.create("http://" + bracketed + ":" + listeners.peoplePort());
    }

    public int httpPort() {
        return listeners.peoplePort();
    }

    public int publicPort() {
        return listeners.publicPort();
    }

    /** Lets requests under way end, for two seconds at most, and stops listening. */
    @Override
    public void close() {
        metrics.close();
        listeners.close();
    }
}
