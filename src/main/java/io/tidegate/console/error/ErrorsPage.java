package io.tidegate.console.error;

import io.tidegate.api.alert.AlertView;
import io.tidegate.api.error.ErrorGroupView;
import io.tidegate.api.run.ErrorSummary;
import io.tidegate.console.filter.Field;
import io.tidegate.console.filter.Filters;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.View;
import io.tidegate.console.page.Words;
import io.tidegate.monitor.DeadLetterStore.Letter;
import io.tidegate.page.Page;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, by cause.
 *
 * @param summary of what the filters leave
 * @param next where the list goes on; null at its end
 * @param letters how many dead letters wait for a decision, as told
 * @param alerts the newest that are open
 */
public record ErrorsPage(
        List<GroupCard> groups,
        @Nullable Link next,
        ErrorSummary summary,
        Filters filters,
        String letters,
        List<AlertView> alerts)
        implements Model {
    static final View VIEW = new View("/errors", Section.ERRORS, "error/errors.jte", ErrorsPage::read);

    private static final int SHOWN_ALERTS = 5;

    /** More are not counted. */
    private static final int COUNTED = 100;

    public ErrorsPage {
        groups = List.copyOf(groups);
        alerts = List.copyOf(alerts);
    }

    private static ErrorsPage read(Look look) {
        Filters filters = filters(look, "include_resolved", Filters.ORDER);
        Map<String, @Nullable String> query = filters.query();
        Page<ErrorGroupView> page = look.page(ErrorGroupView.class, "/errors/groups", query);
        query.remove("after");
        query.remove(Filters.ORDER);
        return new ErrorsPage(
                page.items().stream()
                        .map(group -> new GroupCard(group, look.link()))
                        .sorted(Comparator.comparing(card -> !card.waits()))
                        .toList(),
                page.next() == null ? null : look.link().with("after", page.next()),
                look.get(ErrorSummary.class, "/errors/summary", query),
                filters,
                letters(look),
                look.page(AlertView.class, "/alerts", Map.of("state", "open", "limit", SHOWN_ALERTS))
                        .items());
    }

    /** What errors can be filtered by. */
    static Filters filters(Look look, String... others) {
        return Filters.of(
                look,
                List.of(
                        Filters.dock(look),
                        Field.text("provider", "Provider", "digitalocean"),
                        Field.text("type", "Type", "servers"),
                        Field.text("error_type", "Kind", "HTTP_500"),
                        Field.moment("since", "Came since (UTC)"),
                        Field.moment("until", "Began before (UTC)")),
                others);
    }

    private static String letters(Look look) {
        int open = look.page(Letter.class, "/dead-letters", Map.of("limit", COUNTED))
                .items()
                .size();
        return open == COUNTED ? COUNTED + " or more" : Integer.toString(open);
    }

    public boolean resolvedToo() {
        return "true".equals(filters.others().get("include_resolved"));
    }

    /** All that the summary counts. */
    public Link onRecord() {
        return new Link("/errors/list", filters.link().query()).without("after").with("include_resolved", "true");
    }

    public Tone tone() {
        if (summary.unresolved() == 0) {
            return Tone.GOOD;
        }
        return groups.stream().anyMatch(GroupCard::waits) ? Tone.BAD : Tone.WARN;
    }

    /** In a sentence. */
    public String sentence() {
        long open = summary.unresolved();
        if (open == 0) {
            return filters.any() ? "No open errors like that" : "No open errors";
        }
        long waiting = groups.stream().filter(GroupCard::waits).count();
        String errors = Words.count(open, "open error");
        boolean all = next == null && filters.link().get("after") == null;
        if (waiting > 0) {
            String causes = waiting == 1 ? "one cause needs you" : Words.number(waiting) + " causes need you";
            return errors + ", " + causes + (all ? "" : " on this page");
        }
        return all ? errors + ", all tried again by themselves" : errors;
    }

    @Override
    public String title() {
        return "Errors";
    }
}
