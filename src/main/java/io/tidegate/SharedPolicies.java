package io.tidegate;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Route;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.processor.errorhandler.ExceptionPolicy;
import org.apache.camel.reifier.errorhandler.DefaultErrorHandlerReifier;
import org.apache.camel.reifier.errorhandler.ErrorHandlerReifier;

/**
 * What a route does about each exception, made once for the route. Camel makes it anew for each of its steps, with all
 * properties that it names resolved again: 12,000 of them for a hundred routes.
 */
final class SharedPolicies extends DefaultErrorHandlerReifier {
    private static final Map<Route, Map<OnExceptionDefinition, ExceptionPolicy>> OF_ROUTES =
            Collections.synchronizedMap(new WeakHashMap<>());

    private SharedPolicies(Route route, DefaultErrorHandlerDefinition definition) {
        super(route, definition);
    }

    /** From here on, in every context of this process. */
    static void share() {
        ErrorHandlerReifier.registerReifier(
                DefaultErrorHandlerDefinition.class,
                (route, definition) -> new SharedPolicies(route, (DefaultErrorHandlerDefinition) definition));
    }

    @Override
    public ExceptionPolicy createExceptionPolicy(OnExceptionDefinition definition) {
        return OF_ROUTES
                .computeIfAbsent(route, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(definition, super::createExceptionPolicy);
    }
}
