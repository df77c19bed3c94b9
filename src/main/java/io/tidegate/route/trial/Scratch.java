package io.tidegate.route.trial;

import io.tidegate.route.text.RefusedFileException;
import io.tidegate.route.text.RouteFile;
import io.tidegate.route.text.RouteSet;
import io.tidegate.route.text.RouteSet.Placed;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultComponentResolver;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ComponentResolver;
import org.jspecify.annotations.Nullable;

/** Tries files out in a context of their own, which creates every route and starts none. */
final class Scratch {
    private final CamelContext live;
    private final Trial.Setting setting;

    Scratch(CamelContext live, Trial.Setting setting) {
        this.live = live;
        this.setting = setting;
    }

    /**
     * @param bound names of the beans that route files have bound in the live registry
     * @param untouched tells the live routes that go on as they are
     * @param properties what the routes may name
     * @return the description of each route, empty when it has none
     * @throws RefusedFileException when Camel refuses a file
     */
    Map<String, String> tryOut(
            RouteSet set, Set<String> bound, Predicate<String> untouched, LiveProperties properties) {
        try (DefaultCamelContext context = context(bound, properties)) {
            Explanation explanation = new Explanation(set, live);
            for (RouteFile file : set.inLoadOrder()) {
                load(context, file, explanation);
            }
            create(context, explanation);
            return describe(context, set, consumers(untouched));
        } catch (RefusedFileException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a scratch context could not be made: " + e.getMessage(), e);
        }
    }

    private DefaultCamelContext context(Set<String> bound, LiveProperties properties) {
        DefaultCamelContext context = new DefaultCamelContext(false);
        context.getCamelContextExtension().setName("route-check");
        context.getCamelContextExtension().setRegistry(new ScratchRegistry(live.getRegistry(), bound));
        context.disableJMX();
        context.setAutoStartup(false);
        context.setLoadHealthChecks(false);
        context.setStartupSummaryLevel(StartupSummaryLevel.Off);
        context.setClassResolver(live.getClassResolver());
        context.getPropertiesComponent().addPropertiesSource(properties);
        context.getCamelContextExtension().addContextPlugin(ComponentResolver.class, this::component);
        context.build();
        return context;
    }

    private @Nullable Component component(String scheme, CamelContext context) {
        Component given = setting.components().apply(scheme);
        if (given != null) {
            return given;
        }
        Component found = new DefaultComponentResolver().resolveComponent(scheme, context);
        Component running = live.hasComponent(scheme);
        return found == null && running != null ? context.getInjector().newInstance(running.getClass(), false) : found;
    }

    private void load(DefaultCamelContext context, RouteFile file, Explanation explanation) {
        try {
            CamelLoad.add(context, setting.location().apply(file.name()), file.camelText());
        } catch (Exception e) {
            throw explanation.of(e, file.name(), null);
        }
    }

    private static void create(DefaultCamelContext context, Explanation explanation) {
        try {
            context.init();
        } catch (Exception e) {
            throw explanation.of(e, null, routeId(e));
        }
    }

    private static @Nullable String routeId(Throwable e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof FailedToCreateRouteException failed && failed.getRouteId() != null) {
                return failed.getRouteId();
            }
            if (at instanceof FailedToStartRouteException failed && failed.getRouteId() != null) {
                return failed.getRouteId();
            }
        }
        return null;
    }

    /** The live routes that no file changes, by the endpoint they consume from. */
    private Map<String, String> consumers(Predicate<String> untouched) {
        Map<String, String> consumers = new HashMap<>();
        live.getRoutes().stream()
                .filter(route -> untouched.test(route.getRouteId()))
                .forEach(route -> consumers.put(route.getEndpoint().getEndpointUri(), route.getRouteId()));
        return consumers;
    }

    private static Map<String, String> describe(
            DefaultCamelContext context, RouteSet set, Map<String, String> consumers) {
        Map<String, String> descriptions = new LinkedHashMap<>();
        Map<String, Placed> routes = set.routes();
        for (RouteDefinition route : context.getRouteDefinitions()) {
            String text = route.getDescriptionText();
            descriptions.put(route.getRouteId(), text == null ? "" : text);
            Endpoint from = from(context, route);
            boolean shares = from instanceof MultipleConsumersSupport many && many.isMultipleConsumersSupported();
            Placed placed = routes.get(route.getRouteId());
            if (from == null || shares || placed == null) {
                continue;
            }
            String other = consumers.put(from.getEndpointUri(), route.getRouteId());
            if (other != null) {
                throw new RefusedFileException(
                        placed.file().name(),
                        placed.item().line(),
                        route.getRouteId() + " and " + other + " both consume from " + from.getEndpointBaseUri());
            }
        }
        return descriptions;
    }

    private static @Nullable Endpoint from(DefaultCamelContext context, RouteDefinition route) {
        String uri = route.getInput().getEndpointUri();
        Map<String, Object> parameters = route.getTemplateParameters();
        if (parameters != null) {
            for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
                uri = uri.replace("{{" + parameter.getKey() + "}}", String.valueOf(parameter.getValue()));
            }
        }
        return context.hasEndpoint(context.resolvePropertyPlaceholders(uri));
    }
}
