package io.tidegate.console.error;

import io.tidegate.api.error.ErrorGroupView;
import io.tidegate.api.run.ErrorView;
import io.tidegate.console.filter.Filters;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;
import io.tidegate.page.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Errors one by one.
 *
 * @param cause of all of them, where the link names one
 * @param next where the list goes on; null at its end
 */
public record ErrorListPage(
        List<ErrorView> errors,
        @Nullable GroupCard cause,
        @Nullable Link next,
        Filters filters) implements Model {
    static final View VIEW = new View("/errors/list", Section.ERRORS, "error/list.jte", ErrorListPage::read);

    public ErrorListPage {
        errors = List.copyOf(errors);
    }

    private static ErrorListPage read(Look look) {
        Filters filters = ErrorsPage.filters(look, "group", "include_resolved", Filters.ORDER);
        Page<ErrorView> page = look.page(ErrorView.class, "/errors", filters.query());
        String group = look.query("group");
        return new ErrorListPage(
                page.items(),
                group == null ? null : cause(look, filters),
                page.next() == null ? null : look.link().with("after", page.next()),
                filters);
    }

    private static @Nullable GroupCard cause(Look look, Filters filters) {
        Map<String, @Nullable String> query = filters.query();
        query.put("include_resolved", "true");
        query.remove("after");
        query.remove(Filters.ORDER);
        return look.page(ErrorGroupView.class, "/errors/groups", query).items().stream()
                .findFirst()
                .map(group -> new GroupCard(group, look.link()))
                .orElse(null);
    }

    public boolean resolvedToo() {
        return "true".equals(filters.others().get("include_resolved"));
    }

    /** A code as people read it. */
    public String kind(ErrorView error) {
        return GroupCard.kind(error.errorType());
    }

    /** How it ended, in words. */
    public String ended(ErrorView error) {
        String resolution = error.resolution();
        return switch (resolution == null ? "" : resolution) {
            case "" -> "open";
            case "success" -> "over: it worked again";
            case "other_error" -> "over: another error took its place";
            case "dismissed" -> "put away";
            case "not_listed" -> "over: its type is listed no more";
            default -> String.valueOf(resolution);
        };
    }

    @Override
    public String title() {
        return cause == null ? "Errors one by one" : cause.kind() + " · " + cause.subject();
    }
}
