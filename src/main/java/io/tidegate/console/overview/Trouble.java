package io.tidegate.console.overview;

import io.tidegate.alert.AlertStore;
import io.tidegate.alert.Severity;
import io.tidegate.api.alert.AlertView;
import io.tidegate.monitor.ErrorStore;
import io.tidegate.route.RouteFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong.
 *
 * @param alerts that are open, critical ones first, then the newest
 * @param errors kinds of errors that came in the last hour, the most frequent first
 * @param refused route files that are not in effect as they stand on disk
 */
public record Trouble(List<AlertView> alerts, List<ErrorStore.Group> errors, List<RouteFault> refused) {
    private static final Duration LATELY = Duration.ofHours(1);
    private static final int ALERTS = 6;

    public Trouble {
        alerts = List.copyOf(alerts);
        errors = List.copyOf(errors);
        refused = List.copyOf(refused);
    }

    static List<ErrorStore.Group> errors(ErrorStore store, Instant now) {
        return store.byType(new ErrorStore.Filter(null, null, null, null, null, true, lately(now), null));
    }

    static Trouble of(AlertStore alerts, List<ErrorStore.Group> errors, List<RouteFault> refused) {
        List<AlertView> open = new ArrayList<>(open(alerts, Severity.CRITICAL));
        open.addAll(open(alerts, Severity.WARNING));
        return new Trouble(open.subList(0, Math.min(ALERTS, open.size())), errors, refused);
    }

    private static List<AlertView> open(AlertStore alerts, Severity severity) {
        AlertStore.Filter open = new AlertStore.Filter("open", severity.word(), null, null, null, null, null);
        return alerts.list(open, null, ALERTS).map(AlertView::of).items();
    }

    /** As far as somebody may see it. */
    Trouble as(boolean operations, boolean instance) {
        return new Trouble(
                operations ? alerts : List.of(), operations ? errors : List.of(), instance ? refused : List.of());
    }

    /** From when on errors count. */
    static Instant lately(Instant now) {
        return now.minus(LATELY);
    }
}
