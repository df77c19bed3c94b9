package io.tidegate.api.route;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.page.Page;
import io.tidegate.route.RouteFileStatus;
import io.tidegate.route.RouteText;
import io.tidegate.route.sight.Order;
import io.tidegate.route.sight.RouteSight;
import io.tidegate.route.sight.RouteSights;
import io.tidegate.scrub.Scrubber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** For operators: the routes of the node that is asked, and their files. */
public final class RouteOperations {
    private static final Param STATE =
            Param.choice("state", "Only routes in this state.", List.of("started", "stopped", "suspended", "absent"));
    private static final Param FILE = Param.text("file", "Only routes of this file, by its name in paths.");
    private static final Param SEARCH = Param.text("q", "Only those with this in id, description or from.");

    private final @Nullable RouteSights sights;

    /** @param sights null where no routes run */
    public RouteOperations(@Nullable RouteSights sights) {
        this.sights = sights;
    }

    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>(List.of(
                Operation.get("/instance/routes", Permission.INSTANCE_READ, "instance.route.list")
                        .takes(STATE, FILE, SEARCH)
                        .lists(RouteView.class)
                        .by("The routes of this node, by file", this::routes),
                Operation.get("/instance/routes/{route}", Permission.INSTANCE_READ, "instance.route.read")
                        .answers(RouteView.class)
                        .by("A route of this node", this::route),
                Operation.get("/instance/route-files", Permission.INSTANCE_READ, "instance.route_file.list")
                        .lists(RouteFileView.class)
                        .by("The files of the routes folder, and what became of them", this::files),
                Operation.get("/instance/route-files/{file}", Permission.INSTANCE_READ, "instance.route_file.read")
                        .answers(RouteFileDetail.class)
                        .by("A file of the routes folder, with its text", this::file)));
        Arrays.stream(Order.values()).map(this::order).forEach(operations::add);
        return List.copyOf(operations);
    }

    private Operation order(Order order) {
        return Operation.post(
                        "/instance/routes/{route}/" + order.word(),
                        Permission.INSTANCE_WRITE,
                        "instance.route." + order.word())
                .answers(RouteView.class)
                .by(
                        switch (order) {
                            case START -> "Start a route of this node";
                            case STOP -> "Stop a route of this node, until it is started or Tidegate is";
                            case SUSPEND -> "Let nothing new into a route of this node";
                            case RESUME -> "Let a suspended route go on";
                        },
                        call -> carryOut(call, order));
    }

    private ApiResponse routes(Call call) {
        String state = call.text("state");
        String file = call.text("file");
        String search = call.text("q");
        return call.lookAtInstance(() -> ApiResponse.ok(new Page<>(
                sights().routes().stream()
                        .map(RouteView::of)
                        .filter(route -> state == null || state.equals(route.state()))
                        .filter(route -> file == null || file.equals(RouteFileView.name(route.file())))
                        .filter(route -> search == null || holds(route, search.toLowerCase(Locale.ROOT)))
                        .toList(),
                null)));
    }

    private static boolean holds(RouteView route, String search) {
        return (route.id() + "\n" + route.description() + "\n" + route.from())
                .toLowerCase(Locale.ROOT)
                .contains(search);
    }

    private ApiResponse route(Call call) {
        return call.lookAtInstance(() -> ApiResponse.ok(find(call.word("route"))));
    }

    private RouteView find(String id) {
        return sights().routes().stream()
                .filter(sight -> sight.id().equals(id))
                .findFirst()
                .map(RouteView::of)
                .orElseThrow(() -> Problem.missing("route", id));
    }

    private ApiResponse files(Call call) {
        return call.lookAtInstance(() -> ApiResponse.ok(
                new Page<>(sights().files().stream().map(RouteFileView::of).toList(), null)));
    }

    private ApiResponse file(Call call) {
        String name = call.word("file");
        return call.lookAtInstance(() -> {
            RouteFileStatus status = sights().files().stream()
                    .filter(each -> RouteFileView.name(each.file()).equals(name))
                    .findFirst()
                    .orElseThrow(() -> Problem.missing("route file", name));
            RouteText text = sights().text(status.file());
            String running = text == null ? null : text.running();
            String found = text == null ? null : text.onDisk();
            return ApiResponse.ok(new RouteFileDetail(
                    RouteFileView.of(status),
                    scrubbed(running),
                    status.fault() == null || Objects.equals(found, running) ? null : scrubbed(found),
                    sights().routes().stream()
                            .filter(sight -> sight.place().file().equals(status.file()))
                            .map(RouteView::of)
                            .toList()));
        });
    }

    private static @Nullable String scrubbed(@Nullable String text) {
        return text == null ? null : Scrubber.scrubbed(text);
    }

    private ApiResponse carryOut(Call call, Order order) {
        String id = call.word("route");
        return call.actOnInstance(done -> {
            done.target("routes/" + id);
            String state = find(id).state();
            if (order == Order.RESUME && state.equals(RouteSight.STOPPED)) {
                throw new Problem(Problem.Kind.CONFLICT, "Route " + id + " is stopped and not suspended: start it.");
            } else if (order == Order.SUSPEND && state.equals(RouteSight.STOPPED)) {
                throw new Problem(Problem.Kind.CONFLICT, "Route " + id + " is stopped, and lets nothing in already.");
            }
            return switch (sights().order(id, order)) {
                case DONE -> ApiResponse.ok(find(id));
                case MISSING -> throw Problem.missing("route", id);
                case BUSY ->
                    throw new Problem(
                            Problem.Kind.CONFLICT,
                            "Route " + id + " is at work and did not end in time, so it goes on; try again later.");
            };
        });
    }

    private RouteSights sights() {
        if (sights == null) {
            throw new Problem(
                    Problem.Kind.UNAVAILABLE,
                    "Routes run in the process of `./tidegate run`: ask that one, such as by --server"
                            + " http://127.0.0.1:8080.");
        }
        return sights;
    }
}
