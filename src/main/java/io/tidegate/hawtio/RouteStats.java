package io.tidegate.hawtio;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The counters of all routes and their steps, which diagrams ask for every two seconds. Camel's own operation looks at
 * every step once for each route, 100,000 times for ours, and takes seconds of a processor; this looks once.
 *
 * <p>They are read every ten seconds. Whenever they changed, Hawtio 5.2.0 draws the diagram anew and looks for the route
 * of each step among all steps: a second of the browser's for the diagram of all routes, in which a click on another tab
 * never gets its turn.
 */
final class RouteStats {
    private static final String[] OF_ROUTE = {"RouteId", "State", "Uptime", "SourceLocation"};
    private static final String[] OF_STEP = {"RouteId", "ProcessorId", "NodePrefixId", "Index", "State", "Disabled"};
    private static final String STATS = "stats";
    private static final long FRESH = TimeUnit.SECONDS.toNanos(10);

    private final MBeanServer server;
    private final LongSupplier nanoTime;
    private String kept = "";
    private long keptAt;

    /** @param nanoTime as of {@link System#nanoTime()} */
    RouteStats(MBeanServer server, LongSupplier nanoTime) {
        this.server = server;
        this.nanoTime = nanoTime;
    }

    /** As {@code dumpRoutesStatsAsXml} writes them, steps by the ids that they have in the routes' source. */
    synchronized String xml() {
        long now = nanoTime.getAsLong();
        if (kept.isEmpty() || now - keptAt >= FRESH) {
            kept = read();
            keptAt = now;
        }
        return kept;
    }

    /** Something was changed: who did it looks for what became of it. */
    synchronized void forget() {
        kept = "";
    }

    private String read() {
        Map<String, List<Map<String, String>>> steps = new HashMap<>();
        all("processors", OF_STEP)
                .forEach(step -> steps.computeIfAbsent(step.getOrDefault("RouteId", ""), route -> new ArrayList<>())
                        .add(step));
        StringBuilder xml = new StringBuilder("<camelContextStat>\n  <routeStats>\n");
        Map<String, Map<String, String>> routes = new TreeMap<>();
        all("routes", OF_ROUTE).forEach(route -> routes.put(route.getOrDefault("RouteId", ""), route));
        routes.forEach((id, route) -> {
            xml.append("    <routeStat").append(attribute("id", id));
            xml.append(attribute("state", route.getOrDefault("State", "")));
            xml.append(attribute("uptime", route.getOrDefault("Uptime", "")));
            xml.append(attribute("sourceLocation", route.getOrDefault("SourceLocation", "")));
            xml.append(' ').append(route.get(STATS)).append(">\n      <processorStats>\n");
            steps.getOrDefault(id, List.of()).stream()
                    .sorted(Comparator.comparingInt(step -> Integer.parseInt(step.getOrDefault("Index", "0"))))
                    .forEach(step -> step(xml, step));
            xml.append("      </processorStats>\n    </routeStat>\n");
        });
        return xml.append("  </routeStats>\n</camelContextStat>\n").toString();
    }

    private static void step(StringBuilder xml, Map<String, String> step) {
        String id = step.getOrDefault("ProcessorId", "");
        String prefix = step.getOrDefault("NodePrefixId", "");
        xml.append("        <processorStat")
                .append(attribute("id", id.startsWith(prefix) ? id.substring(prefix.length()) : id))
                .append(attribute("index", step.getOrDefault("Index", "")))
                .append(attribute("state", step.getOrDefault("State", "")))
                .append(attribute("disabled", step.getOrDefault("Disabled", "false")))
                .append(' ')
                .append(step.get(STATS))
                .append("/>\n");
    }

    /** These attributes of each bean of a type, and its counters. */
    private List<Map<String, String>> all(String type, String[] attributes) {
        List<Map<String, String>> found = new ArrayList<>();
        try {
            for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:type=" + type + ",*"), null)) {
                Map<String, String> values = new HashMap<>();
                try {
                    for (Attribute each : server.getAttributes(name, attributes).asList()) {
                        values.put(each.getName(), each.getValue() == null ? "" : String.valueOf(each.getValue()));
                    }
                    Object stats =
                            server.invoke(name, "dumpStatsAsXml", new Object[] {false}, new String[] {"boolean"});
                    values.put(STATS, counters(String.valueOf(stats)));
                    found.add(values);
                } catch (InstanceNotFoundException e) {
                    // its route is exchanged for another at this moment
                    found.remove(values);
                }
            }
            return found;
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("no name for JMX: " + type, e);
        } catch (JMException e) {
            throw new IllegalStateException("the counters of " + type + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The attributes within {@code <stats …/>}. */
    private static String counters(String stats) {
        int from = stats.indexOf(' ');
        int to = stats.lastIndexOf("/>");
        return from < 0 || to < from ? "" : stats.substring(from + 1, to).strip();
    }

    private static String attribute(String name, String value) {
        return " " + name + "=\""
                + value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;") + "\"";
    }
}
