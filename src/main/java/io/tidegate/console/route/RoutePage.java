package io.tidegate.console.route;

import io.tidegate.api.route.RouteFileDetail;
import io.tidegate.api.route.RouteFileView;
import io.tidegate.api.route.RouteView;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;
import java.util.List;

/** One route: what it is for, whether it runs, what passed through it, and its text. */
public record RoutePage(RouteLine line, List<SourceLine> source) implements Model {
    static final View VIEW = new View("/routes/route/:route", Section.ROUTES, "route/route.jte", RoutePage::read);

    private static RoutePage read(Look look) {
        RouteView route = look.get(RouteView.class, "/instance/routes/" + look.at("route"));
        RouteFileDetail file =
                look.get(RouteFileDetail.class, "/instance/route-files/" + RouteFileView.name(route.file()));
        String text = file.running();
        return new RoutePage(new RouteLine(route), text == null ? List.of() : SourceLine.entry(text, route.line()));
    }

    @Override
    public String title() {
        return line.route().id();
    }
}
