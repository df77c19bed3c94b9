package io.tidegate.route;

import io.tidegate.route.text.RouteFile;
import io.tidegate.route.text.RouteItem;
import io.tidegate.route.text.RouteItem.Bean;
import io.tidegate.route.text.RouteItem.Kind;
import io.tidegate.route.text.RouteSet.Placed;
import io.tidegate.route.trial.CamelLoad;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.direct.DirectConsumer;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** The running context, entry by entry. */
final class LiveContext {
    private static final long STOP_SECONDS = 5;

    private final CamelContext context;
    private final Model model;
    private final RouteFolder folder;

    LiveContext(CamelContext context, RouteFolder folder) {
        this.context = context;
        this.folder = folder;
        model = context.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** Adds a route, template or configuration; a route starts when the context has. */
    void add(Placed placed) throws Exception {
        RouteFile file = placed.file();
        CamelLoad.add(context, folder.location(file.name()), file.camelText(placed.item()));
    }

    /** Makes all the beans of a file but its facts. */
    void addBeans(RouteFile file) throws Exception {
        CamelLoad.add(context, folder.location(file.name()), file.camelText(item -> item.kind() == Kind.BEANS));
    }

    void removeBean(Bean bean) {
        context.getRegistry().unbind(bean.name());
    }

    void removeTemplate(String id) throws Exception {
        RouteTemplateDefinition template = model.getRouteTemplateDefinition(id);
        if (template != null) {
            model.removeRouteTemplateDefinition(template);
        }
    }

    void removeConfiguration(RouteItem item) throws Exception {
        for (RouteConfigurationDefinition configuration : List.copyOf(model.getRouteConfigurationDefinitions())) {
            boolean unnamed = item.id().isEmpty() && !configuration.hasCustomIdAssigned();
            if (unnamed || item.id().equals(configuration.getId())) {
                model.removeRouteConfiguration(configuration);
            }
        }
    }

    boolean has(String routeId) {
        return context.getRoute(routeId) != null || model.getRouteDefinition(routeId) != null;
    }

    /** How many exchanges the route works on or has taken in. */
    int atWork(String routeId) {
        Route route = context.getRoute(routeId);
        int pending = route != null && route.getConsumer() instanceof ShutdownAware aware
                ? aware.getPendingExchangesSize()
                : 0;
        return context.getInflightRepository().size(routeId) + pending;
    }

    /** Lets nothing new in; a caller of a {@code direct:} route waits meanwhile. */
    void hold(String routeId) {
        Consumer consumer = consumer(routeId);
        if (consumer != null && !ServiceHelper.suspendService(consumer)) {
            ServiceHelper.stopService(consumer);
        }
    }

    /**
     * How long after {@link #hold} something may still be on its way in, in nanoseconds. A caller of {@code direct:}
     * has found the consumer or waits; another consumer may just be fetching its next message.
     */
    long settling(String routeId) {
        boolean direct = consumer(routeId) instanceof DirectConsumer;
        return TimeUnit.MILLISECONDS.toNanos(direct ? 10 : 150);
    }

    /** Takes back {@link #hold}. */
    void release(String routeId) {
        Consumer consumer = consumer(routeId);
        if (consumer != null && !ServiceHelper.resumeService(consumer)) {
            ServiceHelper.startService(consumer);
        }
    }

    private @Nullable Consumer consumer(String routeId) {
        Route route = context.getRoute(routeId);
        return route == null ? null : route.getConsumer();
    }

    boolean isStopped(String routeId) {
        ServiceStatus status = context.getRouteController().getRouteStatus(routeId);
        return status != null && (status.isStopped() || status.isSuspended());
    }

    void stop(String routeId) throws Exception {
        context.getRouteController().stopRoute(routeId);
    }

    /**
     * Stops and removes a route that is not at work.
     *
     * @return false when it did not end in time and goes on
     */
    boolean remove(String routeId) throws Exception {
        if (context.getRoute(routeId) != null) {
            if (!context.getRouteController().stopRoute(routeId, STOP_SECONDS, TimeUnit.SECONDS, true)) {
                return false;
            }
            context.removeRoute(routeId);
        }
        RouteDefinition definition = model.getRouteDefinition(routeId);
        if (definition != null) {
            model.removeRouteDefinition(definition);
        }
        return true;
    }
}
