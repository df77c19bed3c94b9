package io.tidegate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.modelmbean.InvalidTargetObjectTypeException;
import javax.management.modelmbean.ModelMBean;
import javax.management.modelmbean.ModelMBeanInfo;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedInstance;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.api.management.NotificationSenderAware;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.support.management.DefaultManagementMBeanAssembler;
import org.apache.camel.support.management.MixinRequiredModelMBean;
import org.jspecify.annotations.Nullable;

/**
 * What JMX shows of Camel, described once for each class. Camel describes every object anew, which for each step of each
 * route is some 30 KB: with two thousand steps more than all else on the heap, and much of the time of a start.
 */
final class SharedMBeans extends DefaultManagementMBeanAssembler {
    private final Map<Class<?>, ModelMBeanInfo> infos = new ConcurrentHashMap<>();

    SharedMBeans(CamelContext context) {
        super(context);
    }

    @Override
    public ModelMBean assemble(MBeanServer server, Object managed, ObjectName name) throws JMException {
        ModelMBeanInfo info = isDescribedByItself(managed) ? null : info(managed, name);
        if (info == null) {
            return super.assemble(server, managed, name);
        }
        ManagementAgent agent = camelContext.getManagementStrategy().getManagementAgent();
        MixinRequiredModelMBean bean =
                new MixinRequiredModelMBean(info, Boolean.TRUE.equals(agent.getMask()), null, null);
        try {
            bean.setManagedResource(managed, "ObjectReference");
        } catch (InvalidTargetObjectTypeException e) {
            throw new JMException(e.getMessage());
        }
        return bean;
    }

    /** It shows more than its class says, or tells of what happens to it. */
    private static boolean isDescribedByItself(Object managed) {
        Object instance = managed instanceof ManagedInstance of ? of.getInstance() : null;
        return managed instanceof NotificationSenderAware
                || (instance != null && instance.getClass().isAnnotationPresent(ManagedResource.class));
    }

    private @Nullable ModelMBeanInfo info(Object managed, ObjectName name) throws JMException {
        ModelMBeanInfo known = infos.get(managed.getClass());
        if (known == null) {
            known = assembler.getMBeanInfo(camelContext, managed, null, name.toString());
            if (known != null) {
                infos.put(managed.getClass(), known);
            }
        }
        return known;
    }
}
