package io.tidegate.route;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.component.quartz.QuartzComponent;
import org.jspecify.annotations.Nullable;

/**
 * Components for the context in which a file is tried out and which is never started. A component that holds a thread,
 * a port or a connection, or that the program itself makes, needs one here that does nothing.
 */
@FunctionalInterface
public interface ScratchComponents {
    /** A new component for the scheme, or null when Camel's own will do. */
    @Nullable Component create(String scheme);

    /** Quartz without a scheduler; for all else what Camel finds. */
    static ScratchComponents standard() {
        return scheme -> scheme.equals("quartz") ? quartz() : null;
    }

    private static Component quartz() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("org.quartz.scheduler.instanceName", "route-check");
        settings.put("org.quartz.threadPool.threadCount", "1");
        QuartzComponent quartz = new QuartzComponent();
        quartz.setAutoStartScheduler(false);
        quartz.setEnableJmx(false);
        quartz.setProperties(settings);
        return quartz;
    }
}
