package io.tidegate.console.route;

import io.tidegate.api.route.RouteFileView;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Tone;
import java.util.List;

/** A route file with those of its routes that are shown. */
public record FileCard(RouteFileView file, List<RouteLine> routes) {
    public FileCard {
        routes = List.copyOf(routes);
    }

    /** The page of a file. */
    static Link page(String file) {
        return Link.to("/routes/file/" + RouteFileView.name(file));
    }

    public Link link() {
        return page(file.file());
    }

    /** Where its text is wrong, or its beginning. */
    public String faultLink() {
        RouteFileView.Fault fault = file.fault();
        return link() + (fault == null || fault.line() == null ? "" : "#L" + fault.line());
    }

    /** Whether nothing has passed through its routes, and nothing is to be told of them: a provider without a dock. */
    public boolean isIdle() {
        return !file.folder().equals("flow")
                && file.state().equals(RouteFileView.CURRENT)
                && routes.stream()
                        .allMatch(line -> line.isOn()
                                && line.route().total() == 0
                                && line.route().inflight() == 0);
    }

    public Tone tone() {
        return switch (file.state()) {
            case RouteFileView.CURRENT -> Tone.GOOD;
            case RouteFileView.CHANGING -> Tone.BUSY;
            default -> Tone.BAD;
        };
    }

    /** Its state in words. */
    public String word() {
        return switch (file.state()) {
            case RouteFileView.CURRENT -> "as on disk";
            case RouteFileView.CHANGING -> "changing";
            case RouteFileView.REFUSED -> "change refused";
            default -> "not loaded";
        };
    }
}
