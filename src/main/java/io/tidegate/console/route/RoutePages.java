package io.tidegate.console.route;

import io.tidegate.access.Permission;
import io.tidegate.api.route.RouteView;
import io.tidegate.console.page.Action;
import io.tidegate.console.page.Action.Outcome;
import io.tidegate.console.page.Action.Question;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.View;
import java.util.List;

/** The pages of routes, and what can be pressed on them. */
public final class RoutePages {
    private RoutePages() {}

    public static List<View> views() {
        return List.of(RoutesPage.VIEW, RouteFilePage.VIEW, RoutePage.VIEW);
    }

    public static List<Action> actions() {
        return List.of(
                new Action(
                        "/routes/route/:route/stop",
                        Section.ROUTES,
                        Permission.INSTANCE_WRITE,
                        RoutePages::askToStop,
                        look -> order(look, "stop", "Route %s is stopped.")),
                new Action(
                        "/routes/route/:route/start",
                        Section.ROUTES,
                        Permission.INSTANCE_WRITE,
                        RoutePages::askToStart,
                        look -> order(look, "start", "Route %s runs.")),
                new Action(
                        "/routes/route/:route/suspend",
                        Section.ROUTES,
                        Permission.INSTANCE_WRITE,
                        RoutePages::askToSuspend,
                        look -> order(look, "suspend", "Route %s is suspended.")),
                new Action(
                        "/routes/route/:route/resume",
                        Section.ROUTES,
                        Permission.INSTANCE_WRITE,
                        RoutePages::askToResume,
                        look -> order(look, "resume", "Route %s goes on.")));
    }

    private static Question askToStop(Look look) {
        RouteView route = route(look);
        String callers = new RouteLine(route).kind().equals("direct")
                ? " Routes that call it wait for half a minute and then fail."
                : "";
        return new Question(
                "Stop route " + route.id() + "?",
                route.description() + " None of that happens on this node until it is started again, or Tidegate is."
                        + callers,
                List.of(),
                "Stop",
                Tone.BAD,
                RouteLine.page(route.id()));
    }

    private static Question askToSuspend(Look look) {
        RouteView route = route(look);
        return new Question(
                "Suspend route " + route.id() + "?",
                route.description() + " It lets nothing new in until it is resumed, or Tidegate is started anew."
                        + " It is refused while something is under way in it.",
                List.of(),
                "Suspend",
                Tone.WARN,
                RouteLine.page(route.id()));
    }

    private static Question askToStart(Look look) {
        return askToRun(look, "Start");
    }

    private static Question askToResume(Look look) {
        return askToRun(look, "Resume");
    }

    private static Question askToRun(Look look, String press) {
        RouteView route = route(look);
        return new Question(
                press + " route " + route.id() + "?",
                route.description(),
                List.of(),
                press,
                Tone.GOOD,
                RouteLine.page(route.id()));
    }

    private static Outcome order(Look look, String order, String told) {
        RouteView route = route(look);
        look.send("POST", "/instance/routes/" + route.id() + "/" + order, null);
        return Outcome.done(String.format(told, route.id()), RouteLine.page(route.id()));
    }

    private static RouteView route(Look look) {
        return look.get(RouteView.class, "/instance/routes/" + look.at("route"));
    }
}
