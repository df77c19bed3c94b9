package io.tidegate.console.dock;

import io.tidegate.api.figure.TimelineView;
import io.tidegate.console.page.Link;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * An hour of a dock, drawn as a bar of what its runs came to; failures stand at the bottom.
 *
 * @param x where it stands, in units of the drawing
 * @param bad height of its failures
 * @param warn of partial runs
 * @param good of successful ones
 */
public record HourBar(long dock, TimelineView.Hour hour, int x, double bad, double warn, double good) {
    /** From one bar to the next. */
    public static final int PITCH = 20;

    public static final int HEIGHT = 100;

    static List<HourBar> of(long dock, TimelineView timeline) {
        long most = Math.max(
                1,
                timeline.items().stream()
                        .mapToLong(TimelineView.Hour::total)
                        .max()
                        .orElse(1));
        double unit = (double) HEIGHT / most;
        List<HourBar> bars = new ArrayList<>();
        for (TimelineView.Hour hour : timeline.items()) {
            bars.add(new HourBar(
                    dock,
                    hour,
                    bars.size() * PITCH,
                    rounded(hour.failures() * unit),
                    rounded(hour.partials() * unit),
                    rounded(hour.successes() * unit)));
        }
        return bars;
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    public double badY() {
        return HEIGHT - bad;
    }

    public double warnY() {
        return rounded(HEIGHT - bad - warn);
    }

    public double goodY() {
        return rounded(HEIGHT - bad - warn - good);
    }

    /** The runs of that hour. */
    public Link link() {
        return Link.to("/runs")
                .with("dock", dock)
                .with("from", hour.start())
                .with("to", hour.start().plus(1, ChronoUnit.HOURS));
    }

    /** Those of them that ended so. */
    public Link link(String status) {
        return link().with("status", status);
    }

    /** What changed in that hour. */
    public Link changes() {
        return Link.to("/changes")
                .with("dock", dock)
                .with("since", hour.start())
                .with("until", hour.start().plus(1, ChronoUnit.HOURS));
    }
}
