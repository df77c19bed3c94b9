package io.tidegate;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.processor.errorhandler.ExceptionPolicy;
import org.apache.camel.reifier.errorhandler.DefaultErrorHandlerReifier;
import org.apache.camel.reifier.errorhandler.ErrorHandlerReifier;

/**
 * What the default error handler does about each exception, made once for a route. Camel makes it anew for each step of it,
 * with all properties that it names resolved again: 12,000 times for a hundred routes.
 */
final class SharedPolicies extends DefaultErrorHandlerReifier {
    static {
        ErrorHandlerReifier.registerReifier(
                DefaultErrorHandlerDefinition.class,
                (route, definition) -> new SharedPolicies(route, (DefaultErrorHandlerDefinition) definition));
    }

    private SharedPolicies(Route route, DefaultErrorHandlerDefinition definition) {
        super(route, definition);
    }

    /** A context's own, to go with it: what a policy asks, such as a bean, leads back to the context and its routes. */
    private static final class Policies {
        private final Map<Route, Map<OnExceptionDefinition, ExceptionPolicy>> ofRoutes =
                Collections.synchronizedMap(new WeakHashMap<>());
    }

    /** From here on, for routes that are added to this context. */
    static void share(CamelContext context) {
        context.getCamelContextExtension().addContextPlugin(Policies.class, new Policies());
    }

    @Override
    public ExceptionPolicy createExceptionPolicy(OnExceptionDefinition definition) {
        Policies shared = camelContext.getCamelContextExtension().getContextPlugin(Policies.class);
        if (shared == null) {
            return super.createExceptionPolicy(definition);
        }
        return shared.ofRoutes
                .computeIfAbsent(route, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(definition, super::createExceptionPolicy);
    }
}
