package io.tidegate.console.route;

import io.tidegate.api.Problem;
import io.tidegate.api.local.KindView;
import io.tidegate.api.route.RouteFileView;
import io.tidegate.api.route.RouteView;
import io.tidegate.console.filter.Sorting;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.View;
import io.tidegate.console.page.Words;
import io.tidegate.route.sight.RouteSight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All route files of this node, each with its routes.
 *
 * @param left what is said of kinds of records that no file declares any more
 */
public record RoutesPage(
        List<FileCard> cards,
        List<FileCard> refused,
        List<String> left,
        Tally tally,
        List<String> folders,
        Link link,
        Sorting<RouteLine> sorting)
        implements Model {
    static final View VIEW = new View("/routes", Section.ROUTES, "route/routes.jte", RoutesPage::read);

    /** How many there are in all, whatever is shown of them. */
    public record Tally(int files, int routes, int running, int stopped, long inflight, long failed) {
        static Tally of(int files, List<RouteView> routes) {
            return new Tally(
                    files,
                    routes.size(),
                    (int) routes.stream().filter(RouteView::runs).count(),
                    (int) routes.stream()
                            .filter(route -> !new RouteLine(route).isOn())
                            .count(),
                    routes.stream().mapToLong(RouteView::inflight).sum(),
                    routes.stream().mapToLong(RouteView::failed).sum());
        }
    }

    private static RoutesPage read(Look look) {
        List<RouteFileView> files = look.page(RouteFileView.class, "/instance/route-files", Map.of())
                .items();
        List<RouteView> all =
                look.page(RouteView.class, "/instance/routes", Map.of()).items();
        String state = look.query("state");
        String search = look.query("q");
        List<RouteView> shown = all;
        if (state != null || search != null) {
            Map<String, @Nullable Object> filter = new LinkedHashMap<>();
            filter.put("state", state);
            filter.put("q", search);
            shown = look.page(RouteView.class, "/instance/routes", filter).items();
        }
        Predicate<RouteLine> wanted = wanted(look.query("show"));
        Map<String, List<RouteLine>> byFile = shown.stream()
                .map(RouteLine::new)
                .filter(wanted)
                .collect(Collectors.groupingBy(line -> line.route().file()));
        boolean filtered = state != null || search != null || look.query("show") != null;
        String folder = look.query("folder");
        List<FileCard> cards = files.stream()
                .filter(file -> folder == null || folder.equals(file.folder()))
                .filter(file -> !filtered || byFile.containsKey(file.file()))
                .map(file -> new FileCard(file, byFile.getOrDefault(file.file(), List.of())))
                .sorted(Comparator.comparing(
                        (FileCard card) -> !card.file().folder().equals("flow")))
                .toList();
        return new RoutesPage(
                cards,
                files.stream()
                        .filter(file -> file.fault() != null)
                        .map(file -> new FileCard(file, List.of()))
                        .toList(),
                look.page(KindView.class, "/instance/kinds", Map.of()).items().stream()
                        .map(KindView::left)
                        .filter(Objects::nonNull)
                        .toList(),
                Tally.of(files.size(), all),
                files.stream().map(RouteFileView::folder).distinct().sorted().toList(),
                look.link(),
                Sorting.of(look, RouteLine.COLUMNS));
    }

    private static Predicate<RouteLine> wanted(@Nullable String show) {
        if (show == null) {
            return line -> true;
        }
        return switch (show) {
            case "off" -> line -> !line.isOn();
            case "busy" -> line -> line.route().inflight() > 0;
            case "failed" -> line -> line.route().failed() > 0;
            default -> throw Problem.invalid("show", "is none of off, busy, failed");
        };
    }

    @Override
    public String title() {
        return "Routes";
    }

    public Tone tone() {
        if (!refused.isEmpty()) {
            return Tone.BAD;
        }
        return tally.stopped() > 0 ? Tone.WARN : Tone.GOOD;
    }

    /** One sentence that says how it stands. */
    public String sentence() {
        List<String> parts = new ArrayList<>();
        if (!refused.isEmpty()) {
            parts.add(Words.count(refused.size(), "file") + (refused.size() == 1 ? " is" : " are") + " refused");
        }
        if (tally.stopped() > 0) {
            parts.add(Words.count(tally.stopped(), "route") + (tally.stopped() == 1 ? " is" : " are") + " stopped");
        }
        if (!parts.isEmpty()) {
            return String.join(", ", parts);
        }
        if (tally.running() < tally.routes()) {
            return tally.running() + " of " + Words.count(tally.routes(), "route") + " run, the others are about to";
        }
        return tally.routes() == 0 ? "No routes run" : "All " + Words.count(tally.routes(), "route") + " run";
    }

    /** Whether only some of the routes are wanted. */
    public boolean isFiltered() {
        return !link.without("sort").query().isEmpty();
    }

    /** The states that can be asked for, as links say them. */
    public List<String> states() {
        return List.of(RouteSight.STARTED, RouteSight.STOPPED, RouteSight.SUSPENDED);
    }
}
