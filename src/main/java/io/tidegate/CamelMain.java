package io.tidegate;

import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.management.DefaultManagementAgent;
import org.apache.camel.spi.ManagementMBeanAssembler;
import org.apache.camel.spi.ManagementStrategy;

/** Camel's own way to run a context, for one with hundreds of routes that are added while it runs. */
final class CamelMain extends Main {

    @Override
    protected CamelContext createCamelContext() {
        DefaultCamelContext context = new ManyRoutes();
        context.getCamelContextExtension().setRegistry(registry);
        context.getGlobalOptions().put("CamelMainClass", getClass().getName());
        context.getCamelContextExtension().setManagementMBeanAssembler(new SharedMBeans(context));
        SharedPolicies.share(context);
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
        public void setManagementStrategy(ManagementStrategy strategy) {
            if (strategy.getManagementAgent() instanceof DefaultManagementAgent) {
                strategy.setManagementAgent(new DescribingAgent(this));
            }
            super.setManagementStrategy(strategy);
        }

        @Override
        public boolean removeRoute(String routeId) throws Exception {
            return getRouteStatus(routeId) != null && super.removeRoute(routeId);
        }
    }

    /**
     * Camel offers every object to JMX as it is, and describes it only when JMX throws that it cannot take it: four
     * exceptions for each step, a tenth of a start.
     */
    private static final class DescribingAgent extends DefaultManagementAgent {
        DescribingAgent(CamelContext context) {
            super(context);
        }

        @Override
        public void register(Object managed, ObjectName name, boolean force) throws JMException {
            ManagementMBeanAssembler assembler =
                    getCamelContext().getCamelContextExtension().getManagementMBeanAssembler();
            boolean described = managed.getClass().isAnnotationPresent(ManagedResource.class);
            Object bean = described ? assembler.assemble(getMBeanServer(), managed, name) : null;
            super.register(bean == null ? managed : bean, name, force);
        }
    }
}
