package io.tidegate.testing;

import io.tidegate.route.RouteFault;
import io.tidegate.route.RouteFileStatus;
import io.tidegate.route.RouteText;
import io.tidegate.route.sight.Order;
import io.tidegate.route.sight.RouteSight;
import io.tidegate.route.sight.RouteSight.Counts;
import io.tidegate.route.sight.RouteSights;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Routes that nothing runs: one file as it is to be, one whose change was refused, one that never ran. */
public final class InventedRoutes implements RouteSights {
    /** A route that is at work for ever. */
    public static final String BUSY = "harbour-servers";

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final String HARBOUR = "providers/harbour.camel.yaml";

    private final Map<String, String> states = new ConcurrentHashMap<>();

    @Override
    public List<RouteSight> routes() {
        return List.of(
                route(
                        "schedule",
                        "Every second, docks that are due become jobs.",
                        new RouteSight.Place("1-schedule.camel.yaml", 1, null),
                        "quartz://tidegate/schedule",
                        new Counts(4_200, 3, 1, 12L, AT, AT.minusSeconds(60), AT.minusSeconds(7_200))),
                route(
                        "work<b>",
                        "Takes <script>alert(1)</script> jobs.",
                        new RouteSight.Place("1-schedule.camel.yaml", 3, null),
                        "direct://work",
                        new Counts(0, 0, 0, null, null, null, AT)),
                route(
                        BUSY,
                        "Servers of Harbour.",
                        new RouteSight.Place(HARBOUR, 2, "list"),
                        "direct://harbour-servers",
                        null));
    }

    private RouteSight route(
            String id, String description, RouteSight.Place place, String from, @Nullable Counts counts) {
        String state = states.getOrDefault(id, RouteSight.STARTED);
        Duration uptime = state.equals(RouteSight.STARTED) ? Duration.ofHours(2) : Duration.ZERO;
        return new RouteSight(id, description, place, from, state, false, uptime, counts);
    }

    @Override
    public List<RouteFileStatus> files() {
        return List.of(
                new RouteFileStatus("1-schedule.camel.yaml", AT, List.of("schedule", "work<b>"), List.of(), null),
                new RouteFileStatus(
                        HARBOUR,
                        AT,
                        List.of(BUSY),
                        List.of(),
                        new RouteFault(HARBOUR, 2, "unknown step 'sett' <b>", AT.plusSeconds(30))),
                new RouteFileStatus(
                        "providers/new one.camel.yaml",
                        null,
                        List.of(),
                        List.of(),
                        new RouteFault("providers/new one.camel.yaml", null, "the file is not UTF-8 text", AT)));
    }

    @Override
    public @Nullable RouteText text(String file) {
        Map<String, RouteText> texts = new TreeMap<>();
        texts.put(
                "1-schedule.camel.yaml",
                new RouteText(
                        "1-schedule.camel.yaml",
                        "- route:\n    id: schedule\n- route:\n    id: work # <script>\n",
                        "- route:\n    id: schedule\n- route:\n    id: work # <script>\n",
                        List.of()));
        texts.put(
                HARBOUR,
                new RouteText(
                        HARBOUR,
                        "# Harbour\n- templatedRoute: { routeId: harbour-servers }\n",
                        "# Harbour\n- sett: { password: hunter2 }\n",
                        List.of()));
        return texts.get(file);
    }

    @Override
    public Outcome order(String route, Order order) {
        if (route.equals(BUSY)) {
            return Outcome.BUSY;
        }
        states.put(
                route,
                switch (order) {
                    case START, RESUME -> RouteSight.STARTED;
                    case STOP -> RouteSight.STOPPED;
                    case SUSPEND -> RouteSight.SUSPENDED;
                });
        return Outcome.DONE;
    }
}
