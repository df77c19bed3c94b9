package io.tidegate.route.sight;

import io.tidegate.route.LiveRoutes;
import io.tidegate.route.RouteFileStatus;
import io.tidegate.route.RouteText;
import io.tidegate.route.sight.RouteSight.Counts;
import io.tidegate.scrub.Scrubber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.apache.camel.spi.RouteController;
import org.jspecify.annotations.Nullable;

/** The routes that Camel runs. */
public final class LiveSights implements RouteSights {
    /** Longer than an exchange of most routes; a sync under way may take minutes, and is not cut off. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CamelContext context;
    private final LiveRoutes routes;
    private final Duration patience;

    public LiveSights(CamelContext context, LiveRoutes routes) {
        this(context, routes, PATIENCE);
    }

    /** @param patience how long a route that stops may end what it is at */
    public LiveSights(CamelContext context, LiveRoutes routes, Duration patience) {
        this.context = context;
        this.routes = routes;
        this.patience = patience;
    }

    @Override
    public List<RouteFileStatus> files() {
        return routes.status();
    }

    @Override
    public @Nullable RouteText text(String file) {
        return routes.text(file);
    }

    @Override
    public List<RouteSight> routes() {
        List<RouteSight> sights = new ArrayList<>();
        for (RouteFileStatus file : files()) {
            RouteText text = routes.text(file.file());
            if (text != null) {
                for (RouteText.Place place : text.places()) {
                    sights.add(sight(file, place));
                }
            }
        }
        return sights;
    }

    private RouteSight sight(RouteFileStatus file, RouteText.Place place) {
        Route route = context.getRoute(place.route());
        ServiceStatus status = context.getRouteController().getRouteStatus(place.route());
        return new RouteSight(
                place.route(),
                route == null ? "" : Objects.requireNonNullElse(route.getDescription(), ""),
                new RouteSight.Place(file.file(), place.line(), place.template()),
                route == null ? "" : from(route.getEndpoint().getEndpointUri()),
                status == null ? RouteSight.ABSENT : status.name().toLowerCase(Locale.ROOT),
                route != null && file.waiting().contains(place.route()),
                Duration.ofMillis(route == null || status == null || !status.isStarted() ? 0 : route.getUptimeMillis()),
                counts(place.route()));
    }

    /** Parameters may be anything, and are in the file's text for who wants them. */
    static String from(String uri) {
        int query = uri.indexOf('?');
        return Scrubber.scrubbed(query < 0 ? uri : uri.substring(0, query));
    }

    private @Nullable Counts counts(String id) {
        ManagedCamelContext managed = context.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        ManagedRouteMBean route = managed == null ? null : managed.getManagedRoute(id);
        if (route == null) {
            return null;
        }
        try {
            long total = route.getExchangesTotal();
            Instant reset = instant(route.getResetTimestamp());
            return new Counts(
                    total,
                    route.getExchangesFailed(),
                    route.getExchangesInflight(),
                    total == 0 ? null : route.getMeanProcessingTime(),
                    instant(route.getLastExchangeCompletedTimestamp()),
                    instant(route.getLastExchangeFailureTimestamp()),
                    reset == null ? instant(route.getStartTimestamp()) : reset);
        } catch (Exception e) {
            throw new IllegalStateException("route " + id + " cannot be counted: " + e.getMessage(), e);
        }
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    @Override
    public Outcome order(String id, Order order) {
        RouteController controller = context.getRouteController();
        ServiceStatus status = controller.getRouteStatus(id);
        if (status == null) {
            return Outcome.MISSING;
        }
        try {
            switch (order) {
                case START, RESUME -> start(controller, id, status);
                case STOP -> {
                    if (!status.isStopped()
                            && !controller.stopRoute(id, patience.toMillis(), TimeUnit.MILLISECONDS, true)) {
                        return Outcome.BUSY;
                    }
                }
                case SUSPEND -> {
                    // Camel knows no suspending that gives up: what is under way for longer it would cut off
                    if (context.getInflightRepository().size(id) > 0) {
                        return Outcome.BUSY;
                    }
                    if (status.isStarted()) {
                        controller.suspendRoute(id, patience.toMillis(), TimeUnit.MILLISECONDS);
                    }
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("route " + id + " could not " + order.word() + ": " + e.getMessage(), e);
        }
        return Outcome.DONE;
    }

    private static void start(RouteController controller, String id, ServiceStatus status) throws Exception {
        if (status.isSuspended()) {
            controller.resumeRoute(id);
        } else if (!status.isStarted()) {
            controller.startRoute(id);
        }
    }
}
