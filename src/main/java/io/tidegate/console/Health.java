package io.tidegate.console;

import io.tidegate.access.Permission;
import io.tidegate.console.overview.DockLine;
import io.tidegate.console.overview.Overview;
import io.tidegate.console.page.About;
import io.tidegate.console.page.State;
import io.tidegate.console.sign.Authentication;
import io.tidegate.route.RouteFault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What machines ask: health (200 or 503), whether to restart this process, whether to send requests here. Refused route
 * files and ailing docks degrade a check; they are no reason to take the process out of service.
 */
final class Health {
    private final Overviews latest;
    private final About about;
    private final InstantSource clock;
    private final Instant startedAt;
    private volatile BooleanSupplier works = () -> true;

    Health(Overviews latest, About about, InstantSource clock) {
        this.latest = latest;
        this.about = about;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** Everything, with its checks, for who may see that; the status for others. */
    void answer(RoutingContext context) {
        boolean whole = Authentication.of(context).may(Permission.INSTANCE_READ);
        latest.look().onSuccess(seen -> {
            if (!whole) {
                boolean live = seen.state() == State.LIVE;
                end(context, live, new JsonObject().put("status", word(live)));
                return;
            }
            JsonObject checks = new JsonObject().put("database", database(seen.state()));
            Overview overview = seen.overview();
            if (overview != null) {
                checks.put("routes", routes(overview.trouble().refused())).put("docks", docks(overview));
            }
            end(context, seen.state() == State.LIVE, base(seen.state()).put("checks", checks));
        });
    }

    /** There is work to look for from now on. */
    void open(BooleanSupplier stillWorks) {
        works = stillWorks;
    }

    /** Whether this process works at all: as long as it answers, and looks for work. */
    void live(RoutingContext context) {
        boolean working = works.getAsBoolean();
        JsonObject body = new JsonObject().put("status", word(working));
        end(context, working, working ? body : body.put("reason", "it looks for work no more; start it anew"));
    }

    /** Whether requests can be answered. */
    void ready(RoutingContext context) {
        latest.look()
                .onSuccess(seen -> end(
                        context,
                        seen.state() == State.LIVE,
                        new JsonObject()
                                .put("status", word(seen.state() == State.LIVE))
                                .put("checks", new JsonObject().put("database", database(seen.state())))));
    }

    private JsonObject base(State state) {
        return new JsonObject()
                .put("status", word(state == State.LIVE))
                .put("node", about.node())
                .put("version", about.version())
                .put("startedAt", startedAt.toString())
                .put(
                        "uptimeSeconds",
                        Duration.between(startedAt, clock.instant()).toSeconds());
    }

    private static JsonObject database(State state) {
        JsonObject check = new JsonObject().put("status", word(state == State.LIVE));
        @Nullable String reason = switch (state) {
            case LIVE -> null;
            case STARTING -> "Tidegate is starting";
            case AWAY -> "it does not answer; Tidegate goes on by itself when it does";
        };
        return reason == null ? check : check.put("reason", reason);
    }

    private static JsonObject routes(List<RouteFault> refused) {
        JsonArray files = new JsonArray();
        refused.forEach(fault -> files.add(new JsonObject()
                .put("file", fault.file())
                .put("line", fault.line())
                .put("reason", fault.reason())));
        return new JsonObject()
                .put("status", refused.isEmpty() ? "UP" : "DEGRADED")
                .put("refused", files);
    }

    private static JsonObject docks(Overview overview) {
        Map<String, Long> byStatus = overview.docks().stream()
                .collect(Collectors.groupingBy(line -> line.health().status(), TreeMap::new, Collectors.counting()));
        Map<String, Long> byWord = overview.docks().stream()
                .collect(Collectors.groupingBy(Health::wordOf, TreeMap::new, Collectors.counting()));
        boolean well = !byStatus.containsKey("unhealthy") && !byStatus.containsKey("degraded");
        return new JsonObject()
                .put("status", well ? "UP" : "DEGRADED")
                .put("total", overview.docks().size())
                .put("byStatus", new JsonObject(Map.copyOf(byStatus)))
                .put("byHealth", new JsonObject(Map.copyOf(byWord)));
    }

    private static String wordOf(DockLine line) {
        return line.health().word().text();
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }

    private static void end(RoutingContext context, boolean up, JsonObject body) {
        context.response()
                .setStatusCode(up ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .end(body.encodePrettily() + "\n");
    }
}
