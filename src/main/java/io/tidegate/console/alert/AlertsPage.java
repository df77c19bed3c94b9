package io.tidegate.console.alert;

import io.tidegate.alert.Rule;
import io.tidegate.alert.Severity;
import io.tidegate.api.alert.AlertView;
import io.tidegate.console.filter.Field;
import io.tidegate.console.filter.Filters;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;
import io.tidegate.page.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What needs attention, or did, newest first.
 *
 * @param next where the list goes on; null at its end
 */
public record AlertsPage(List<AlertLine> alerts, @Nullable Link next, Filters filters) implements Model {
    static final View VIEW = new View("/alerts", Section.ERRORS, "alert/alerts.jte", AlertsPage::read);

    public AlertsPage {
        alerts = List.copyOf(alerts);
    }

    private static AlertsPage read(Look look) {
        Filters filters = Filters.of(
                look,
                List.of(
                        Filters.dock(look),
                        Field.ofWords("severity", "Severity", Severity.words()),
                        Field.ofWords("rule", "Rule", Rule.words()),
                        Field.moment("since", "Raised since (UTC)"),
                        Field.moment("until", "Raised before (UTC)")),
                "state",
                Filters.ORDER);
        Page<AlertView> page = look.page(AlertView.class, "/alerts", filters.query());
        return new AlertsPage(
                page.items().stream().map(AlertLine::new).toList(),
                page.next() == null ? null : look.link().with("after", page.next()),
                filters);
    }

    /** open, resolved, or null for both. */
    public @Nullable String asked() {
        return filters.others().get("state");
    }

    @Override
    public String title() {
        return "Alerts";
    }
}
