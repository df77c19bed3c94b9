package io.tidegate.hawtio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class RouteStatsTest {
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final AtomicLong nanos = new AtomicLong(-5);
    private final RouteStats stats = new RouteStats(server, nanos::get);
    private final Route route = new Route();

    /** As Camel describes a route. */
    public interface RouteMBean {
        String getRouteId();

        String getState();

        String getUptime();

        String getSourceLocation();

        String dumpStatsAsXml(boolean fullStats);
    }

    private static final class Route implements RouteMBean {
        private int completed;

        @Override
        public String getRouteId() {
            return "a<b";
        }

        @Override
        public String getState() {
            return "Started";
        }

        @Override
        public String getUptime() {
            return "1m";
        }

        @Override
        public String getSourceLocation() {
            return "file:2-work.camel.yaml:7";
        }

        @Override
        public String dumpStatsAsXml(boolean fullStats) {
            return "<stats exchangesCompleted=\"" + completed + "\"/>";
        }
    }

    @Test
    void nothing_moves_for_ten_seconds_so_that_a_browser_has_time_for_a_click() throws JMException {
        server.registerMBean(route, new ObjectName("org.apache.camel:context=tidegate,type=routes,name=\"a\""));
        String first = stats.xml();
        assertThat(first)
                .contains("<routeStat id=\"a&lt;b\" state=\"Started\" uptime=\"1m\""
                        + " sourceLocation=\"file:2-work.camel.yaml:7\" exchangesCompleted=\"0\">");

        route.completed = 1;
        nanos.addAndGet(Duration.ofMillis(9_999).toNanos());
        assertThat(stats.xml()).isEqualTo(first);

        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(stats.xml()).isEqualTo(first.replace("exchangesCompleted=\"0\"", "exchangesCompleted=\"1\""));

        route.completed = 2;
        stats.forget();
        assertThat(stats.xml()).contains("exchangesCompleted=\"2\"");
    }
}
