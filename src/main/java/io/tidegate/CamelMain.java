package io.tidegate;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;

/** Camel's own way to run a context, for one with hundreds of routes that are added while it runs. */
final class CamelMain extends Main {

    @Override
    protected CamelContext createCamelContext() {
        DefaultCamelContext context = new ManyRoutes();
        context.getCamelContextExtension().setRegistry(registry);
        context.getGlobalOptions().put("CamelMainClass", getClass().getName());
        context.getCamelContextExtension().setManagementMBeanAssembler(new SharedMBeans(context));
        return context;
    }

    /**
     * Before Camel adds a route it removes one of the same name, and before it looks whether there is one, it gathers the
     * endpoints of all routes: a fifth of the time that a hundred routes take to start.
     */
    private static final class ManyRoutes extends DefaultCamelContext {
        ManyRoutes() {
            super(false);
        }

        @Override
        public boolean removeRoute(String routeId) throws Exception {
            return getRouteStatus(routeId) != null && super.removeRoute(routeId);
        }
    }
}
