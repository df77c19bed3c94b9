package io.tidegate.console.route;

import io.tidegate.api.route.RouteView;
import io.tidegate.console.filter.Sorting.Column;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import io.tidegate.route.sight.RouteSight;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A route as pages show it. */
public record RouteLine(RouteView route) {
    /** By which of its columns tables can be sorted. */
    static final List<Column<RouteLine>> COLUMNS = List.of(
            Column.rising("route", Comparator.comparing(line -> line.route().id())),
            Column.rising("state", Comparator.comparing(RouteLine::word)),
            Column.falling("done", Comparator.comparingLong(line -> line.route().total())),
            Column.falling(
                    "failed", Comparator.comparingLong(line -> line.route().failed())),
            Column.falling("now", Comparator.comparingLong(line -> line.route().inflight())),
            Column.falling(
                    "mean",
                    Comparator.comparing(line -> line.route().meanMillis(), Comparator.nullsFirst(Long::compareTo))),
            Column.falling(
                    "last",
                    Comparator.comparing(
                            line -> line.route().lastCompletedAt(), Comparator.nullsFirst(Instant::compareTo))));

    /** Its page. */
    static Link page(String id) {
        return Link.to("/routes/route/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    }

    public Link link() {
        return page(route.id());
    }

    /** Where it stands in the text of its file. */
    public String source() {
        return FileCard.page(route.file()) + "#L" + route.line();
    }

    public Tone tone() {
        return switch (route.state()) {
            case RouteSight.STARTED -> Tone.GOOD;
            case RouteSight.STOPPED, RouteSight.SUSPENDED -> Tone.WARN;
            default -> Tone.BUSY;
        };
    }

    /** Its state in a word. */
    public String word() {
        return route.state().equals(RouteSight.ABSENT) ? "about to start" : route.state();
    }

    /** How long it has run, such as "up 3 h"; empty while it does not. */
    public String up() {
        return route.runs() ? "up " + Words.span(Duration.ofSeconds(route.uptimeSeconds())) : "";
    }

    /** What an exchange takes; a dash before the first. */
    public String mean() {
        return route.meanMillis() == null ? "–" : Words.took(route.meanMillis());
    }

    /** The component it takes its messages from, such as "quartz". */
    public String kind() {
        int colon = route.from().indexOf(':');
        return colon < 0 ? route.from() : route.from().substring(0, colon);
    }

    /** Whether it takes what comes, or is about to. */
    public boolean isOn() {
        return !route.state().equals(RouteSight.STOPPED) && !isSuspended();
    }

    /** Whether it lets nothing new in until it is resumed. */
    public boolean isSuspended() {
        return route.state().equals(RouteSight.SUSPENDED);
    }

    /** What can be done with it now, the likeliest last, as addresses end with it. */
    public List<String> presses() {
        if (isOn()) {
            return List.of("suspend", "stop");
        }
        return isSuspended() ? List.of("stop", "resume") : List.of("start");
    }

    /** What can be done with it where there is room for one button. */
    public String press() {
        return presses().get(presses().size() - 1);
    }

    /** How many of a hundred exchanges failed; null before the first. */
    public @Nullable String failedShare() {
        return route.total() == 0 || route.failed() == 0
                ? null
                : String.format(java.util.Locale.ROOT, "%.1f %% of all", 100.0 * route.failed() / route.total());
    }
}
