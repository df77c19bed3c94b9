package io.tidegate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Date;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.quartz.DateBuilder;
import org.quartz.Scheduler;
import org.quartz.Trigger;
import org.quartz.TriggerKey;

class TickClockTest {
    @Test
    void a_tick_that_waits_for_an_instant_far_ahead_goes_on_from_now() throws Exception {
        BlockingQueue<String> ticks = new LinkedBlockingQueue<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("quartz:test/tick?cron=*+*+*+*+*+?").process(exchange -> ticks.add("tick"));
                }
            });
            context.start();
            assertThat(ticks.poll(20, TimeUnit.SECONDS)).isEqualTo("tick");
            Scheduler scheduler =
                    context.getComponent("quartz", QuartzComponent.class).getScheduler();
            TriggerKey key = new TriggerKey("tick", "test");
            // as if the machine's clock had been set back by an hour
            Date later = DateBuilder.futureDate(1, DateBuilder.IntervalUnit.HOUR);
            Trigger waiting =
                    scheduler.getTrigger(key).getTriggerBuilder().startAt(later).build();
            scheduler.rescheduleJob(key, waiting);
            ticks.clear();

            TickClock.restart(context);

            assertThat(ticks.poll(20, TimeUnit.SECONDS)).isEqualTo("tick");
        }
    }

    @Test
    void a_context_without_ticks_is_left_alone() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            TickClock.restart(context);
            assertThat(context.hasComponent("quartz")).isNull();
        }
    }
}
