package io.tidegate.console.route;

import io.tidegate.api.route.RouteFileDetail;
import io.tidegate.api.route.RouteFileView.Fault;
import io.tidegate.console.filter.Sorting;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route file: its text, and whether that is what runs.
 *
 * @param sorting the order of its routes
 * @param refused the lines on disk that are not in effect; null when there are none to show
 * @param running the lines in effect; null when none are
 */
public record RouteFilePage(
        FileCard card,
        Sorting<RouteLine> sorting,
        @Nullable List<SourceLine> refused,
        @Nullable List<SourceLine> running)
        implements Model {
    static final View VIEW = new View("/routes/file/:file", Section.ROUTES, "route/file.jte", RouteFilePage::read);

    private static RouteFilePage read(Look look) {
        RouteFileDetail detail = look.get(RouteFileDetail.class, "/instance/route-files/" + look.at("file"));
        Fault fault = detail.file().fault();
        int wrong = fault == null || fault.line() == null ? 0 : fault.line();
        String refused = detail.refused();
        String running = detail.running();
        return new RouteFilePage(
                new FileCard(
                        detail.file(),
                        detail.routes().stream().map(RouteLine::new).toList()),
                Sorting.of(look, RouteLine.COLUMNS),
                refused == null ? null : SourceLine.of(refused, wrong),
                running == null ? null : SourceLine.of(running, refused == null ? wrong : 0));
    }

    @Override
    public String title() {
        return card.file().file();
    }
}
