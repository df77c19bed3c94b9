package io.tidegate.cluster;

import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quartz waits for an instant of the machine's clock: when that is set back by an hour, no tick comes for an hour.
 */
public final class TickClock {
    private static final Logger LOG = LoggerFactory.getLogger(TickClock.class);

    private TickClock() {}

    /** Lets every tick of a context go on from now. */
    public static void restart(CamelContext context) {
        QuartzComponent quartz = (QuartzComponent) context.hasComponent("quartz");
        if (quartz == null) {
            return;
        }
        try {
            Scheduler scheduler = quartz.getScheduler();
            for (TriggerKey key : scheduler.getTriggerKeys(GroupMatcher.anyGroup())) {
                Trigger trigger = scheduler.getTrigger(key);
                if (trigger != null) {
                    scheduler.rescheduleJob(
                            key, trigger.getTriggerBuilder().startNow().build());
                }
            }
        } catch (SchedulerException e) {
            LOG.warn("ticks may come late: {}", e.getMessage());
        }
    }
}
