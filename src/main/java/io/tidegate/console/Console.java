package io.tidegate.console;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidegate.access.Permission;
import io.tidegate.api.Api;
import io.tidegate.config.Settings;
import io.tidegate.console.LatestOverview.Seen;
import io.tidegate.console.overview.Frame;
import io.tidegate.console.overview.OverviewReader;
import io.tidegate.console.overview.OverviewReader.Rows;
import io.tidegate.console.overview.Plot.Range;
import io.tidegate.console.page.About;
import io.tidegate.console.page.Asker;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.State;
import io.tidegate.console.sign.Authentication;
import io.tidegate.console.sign.Doors;
import io.tidegate.console.sign.HawtioSign;
import io.tidegate.console.sign.SignPages;
import io.tidegate.device.http.DeviceRoutes;
import io.tidegate.hawtio.Hawtio;
import io.tidegate.rest.LargeBodies;
import io.tidegate.rest.Refusals;
import io.tidegate.rest.RestRouter;
import io.tidegate.route.sight.RouteSights;
import io.vertx.core.Future;
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
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.jspecify.annotations.Nullable;

/**
 * Both listeners and what they show. Bound before anything else starts, so that a taken port ends the start at once;
 * until {@link #open} every page says that Tidegate is starting.
 */
public final class Console implements AutoCloseable {
    private static final int READERS = 4;
    private static final int ANSWERERS = 8;
    private static final int SENDERS = 8;

    /** Each takes a processor for some tenths of a second. */
    private static final int PASSWORDS = 2;

    private static final long LONGEST_READ_SECONDS = 60;
    private static final List<Integer> WRONG_REQUESTS = List.of(400, 405, 413, 415);
    private static final long MAX_BODY_BYTES = 1024 * 1024;

    private final Listeners listeners;
    private final InstantSource clock;
    private final About about;
    private final Overviews latest;
    private final Authentication authentication;
    private final RestRouter rest;
    private final Hawtio hawtio;
    private final Health health;
    private final Metrics metrics;
    private final PublicRouter publicRouter;
    private final DeviceRoutes devices;
    private final Asker asker = new Asker();
    private final Ticks ticks;
    private final String host;
    private final @Nullable URI publicUrl;

    /**
     * What there is behind the pages.
     *
     * @param all the rows of all organizations
     * @param organizations the rows of one, by its number
     * @param routes what Hawtio starts and stops
     * @param devices what devices sync with
     * @param works whether this process still looks for work
     */
    public record Backstage(
            Rows all,
            LongFunction<Rows> organizations,
            Doors doors,
            Api api,
            RouteSights routes,
            DeviceRoutes.Parts devices,
            BooleanSupplier works) {}

    private Console(Listeners listeners, Settings settings, InstantSource clock) {
        this.listeners = listeners;
        this.clock = clock;
        this.host = settings.listeners().http().host();
        this.publicUrl = settings.signIn().publicUrl();
        WorkerExecutor workers = executor("tidegate-console", READERS);
        Assets assets = new Assets();
        about = new About(
                Objects.requireNonNullElse(Console.class.getPackage().getImplementationVersion(), "development"),
                settings.sync().node(),
                assets.paths("css"),
                assets.paths("js"),
                assets.path("tidegate.svg"));
        latest = new Overviews(workers);
        health = new Health(latest, about, clock);
        authentication = new Authentication(settings.signIn(), executor("tidegate-identities", READERS));
        rest = new RestRouter(
                executor("tidegate-api", ANSWERERS),
                executor("tidegate-exports", SENDERS),
                Authentication::of,
                settings.api().requestsPerMinute(),
                clock);
        metrics = new Metrics(workers);
        measure(listeners.pub(), "public");
        publicRouter = new PublicRouter(listeners.vertx(), listeners.pub());
        devices = new DeviceRoutes(listeners.vertx(), settings.deviceSync(), authentication::address, clock);
        devices.on(listeners.pub());
        Pages pages = new Pages(executor("tidegate-pages", ANSWERERS), authentication, about, asker, clock);
        ticks = new Ticks(listeners.vertx());
        WorkerExecutor passwords = executor("tidegate-passwords", PASSWORDS);
        SignPages signPages = new SignPages(authentication, passwords, about);
        hawtio = new Hawtio(
                authentication, new HawtioSign(authentication, passwords), executor("tidegate-hawtio", READERS));
        Router people = listeners.people();
        measure(people, "people");
        people.route().handler(new Guard(host, settings.signIn().publicUrl()));
        signPages.bound(people);
        LargeBodies.on(people, authentication, Authentication::of);
        people.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        people.route().handler(authentication);
        signPages.show(people);
        people.route(Api.PREFIX + "/*").handler(rest::handle);
        hawtio.show(people);
        show(people, assets, pages);
    }

    private void measure(Router router, String listener) {
        router.route().handler(new Measuring(listener, metrics.answers()));
    }

    private WorkerExecutor executor(String name, int threads) {
        return listeners.vertx().createSharedWorkerExecutor(name, threads, LONGEST_READ_SECONDS, TimeUnit.SECONDS);
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
        get(people, "/", context -> overview(context, pages));
        pages.show(people, Catalogue.VIEWS, Catalogue.ACTIONS);
        get(people, "/ticks", ticks::stream);
        get(people, "/assets/:name", assets::answer);
        get(people, "/favicon.ico", context -> context.reroute("/assets/tidegate.svg"));
        get(people, "/observe/health", health::answer);
        get(people, "/observe/health/live", health::live);
        get(people, "/observe/health/ready", health::ready);
        get(people, "/observe/metrics", authentication.only(Permission.INSTANCE_READ, metrics::answer));
        WRONG_REQUESTS.forEach(status -> people.errorHandler(status, Refusals.or(pages::refused)));
        people.errorHandler(404, Refusals.or(pages::missing));
        people.errorHandler(500, Refusals.or(pages::failed));
    }

    private static void get(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    /** What is read of all docks at once is kept for a second, however many look. */
    private void overview(RoutingContext context, Pages pages) {
        Long organization = Authentication.of(context).organization();
        Future<Seen> look = organization == null
                ? Future.succeededFuture(latest.nothing(Authentication.away(context)))
                : latest.look(organization, Range.orHours(context.request().getParam("range")));
        look.onSuccess(seen -> pages.show(
                        context,
                        Section.OVERVIEW,
                        "overview.jte",
                        at -> Frame.of(seen.state(), seen.overview(), at),
                        at -> Frame.of(State.AWAY, seen.overview(), at)))
                .onFailure(context::fail);
    }

    /** What there is to see has started: pages show it from now on. */
    public void open(Backstage backstage, PrometheusMeterRegistry meters) {
        metrics.open(meters, about);
        health.open(backstage.works());
        latest.open(
                new OverviewReader(backstage.all(), clock)::read,
                organization -> new OverviewReader(backstage.organizations().apply(organization), clock)::read);
        rest.open(backstage.api());
        asker.open(backstage.api());
        hawtio.open(backstage.api().control(), backstage.routes());
        authentication.open(backstage.doors());
        devices.open(backstage.devices());
        publicRouter.open();
    }

    /** What Camel's registry needs, by name, so that {@code platform-http:} routes answer on the public listener. */
    public Map<String, Object> forCamel() {
        // The name that is looked up where no server of Camel's own says its port.
        return Map.of(VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME_ZERO, publicRouter);
    }

    /** Where people find the dashboard. */
    public URI url() {
        if (publicUrl != null) {
            return publicUrl;
        }
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

    /** Ends the devices that watch, before what they are told of goes away. */
    public void endDevices() {
        devices.close();
    }

    /** Lets requests under way end, for two seconds at most, and stops listening. */
    @Override
    public void close() {
        metrics.close();
        ticks.close();
        hawtio.close();
        devices.close();
        listeners.close();
    }
}
