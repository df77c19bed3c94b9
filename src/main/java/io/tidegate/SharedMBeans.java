package io.tidegate;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.modelmbean.InvalidTargetObjectTypeException;
import javax.management.modelmbean.ModelMBean;
import javax.management.modelmbean.ModelMBeanInfo;
import javax.management.modelmbean.RequiredModelMBean;
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
    private final Map<List<Class<?>>, ModelMBeanInfo> infos = new ConcurrentHashMap<>();

    SharedMBeans(CamelContext context) {
        super(context);
    }

    @Override
    public ModelMBean assemble(MBeanServer server, Object managed, ObjectName name) throws JMException {
        Object custom = custom(managed);
        boolean tells = managed instanceof NotificationSenderAware || custom instanceof NotificationSenderAware;
        ModelMBeanInfo standard = tells ? null : info(managed, null, name);
        if (standard == null) {
            return super.assemble(server, managed, name);
        }
        if (custom == null) {
            return standingFor(managed, new MixinRequiredModelMBean(standard, isMasked(), null, null));
        }
        RequiredModelMBean common = standingFor(managed, new RequiredModelMBean(standard));
        ModelMBeanInfo info = Objects.requireNonNull(info(managed, custom, name));
        return standingFor(custom, new MixinRequiredModelMBean(info, isMasked(), standard, common));
    }

    /** What it stands for, if that shows more than all of its kind do. */
    private static @Nullable Object custom(Object managed) {
        Object instance = managed instanceof ManagedInstance of ? of.getInstance() : null;
        return instance != null && instance.getClass().isAnnotationPresent(ManagedResource.class) ? instance : null;
    }

    private @Nullable ModelMBeanInfo info(Object managed, @Nullable Object custom, ObjectName name) throws JMException {
        List<Class<?>> classes =
                custom == null ? List.of(managed.getClass()) : List.of(managed.getClass(), custom.getClass());
        ModelMBeanInfo known = infos.get(classes);
        if (known == null) {
            known = assembler.getMBeanInfo(camelContext, managed, custom, name.toString());
            if (known != null) {
                infos.put(classes, known);
            }
        }
        return known;
    }

    private boolean isMasked() {
        ManagementAgent agent = camelContext.getManagementStrategy().getManagementAgent();
        return Boolean.TRUE.equals(agent.getMask());
    }

    private static RequiredModelMBean standingFor(Object managed, RequiredModelMBean bean) throws JMException {
        try {
            bean.setManagedResource(managed, "ObjectReference");
        } catch (InvalidTargetObjectTypeException e) {
            throw new JMException(e.getMessage());
        }
        return bean;
    }
}
