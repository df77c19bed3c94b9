package io.tidegate.hawtio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.route.sight.Order;
import io.tidegate.route.sight.RouteSights;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Starts and stops routes as the page and the API do: what is at work for long goes on, where JMX would cut it off. */
final class RouteOrders {
    private static final Pattern ORDER = Pattern.compile("(start|stop|suspend|resume)(?:\\(\\))?");

    private final MBeanServer server;
    private final RouteSights sights;

    RouteOrders(MBeanServer server, RouteSights sights) {
        this.server = server;
        this.sights = sights;
    }

    /** Carries it out and answers as Jolokia would; null when it is no order to a route that is there. */
    @Nullable String answer(JsonNode question) {
        Matcher order = ORDER.matcher(question.path("operation").asText());
        String route = order.matches() ? route(question.path("mbean").asText()) : null;
        if (route == null) {
            return null;
        }
        String reason = carryOut(route, Order.valueOf(order.group(1).toUpperCase(Locale.ROOT)));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("request", question);
        answer.putNull("value").put("status", reason == null ? 200 : 500);
        if (reason != null) {
            answer.put("error_type", "java.lang.IllegalStateException");
            answer.put("error", "java.lang.IllegalStateException : " + reason);
        }
        return answer.toString();
    }

    private @Nullable String route(String mbean) {
        try {
            ObjectName name = new ObjectName(mbean);
            String id = name.getKeyProperty("name");
            if (id == null
                    || name.isPattern()
                    || !name.getDomain().equals("org.apache.camel")
                    || !"routes".equals(name.getKeyProperty("type"))
                    || !server.isRegistered(name)) {
                return null;
            }
            return id.startsWith("\"") ? ObjectName.unquote(id) : id;
        } catch (MalformedObjectNameException e) {
            return null;
        }
    }

    private @Nullable String carryOut(String route, Order order) {
        try {
            return switch (sights.order(route, order)) {
                case DONE -> null;
                case BUSY -> "Route " + route + " is at work and did not end in time, so it goes on; try again later.";
                case MISSING -> "There is no route " + route + " any more.";
            };
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }
}
