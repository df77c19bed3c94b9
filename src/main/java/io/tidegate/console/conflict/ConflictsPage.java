package io.tidegate.console.conflict;

import io.tidegate.console.filter.Field;
import io.tidegate.console.filter.Filters;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;
import io.tidegate.federation.compare.Strategy;
import io.tidegate.federation.side.ConflictStore;
import io.tidegate.federation.side.ConflictStore.Conflict;
import io.tidegate.page.Page;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where both sides changed the same field, newest first.
 *
 * @param next where the list goes on; null at its end
 */
public record ConflictsPage(
        List<ConflictLine> conflicts, @Nullable Link next, Filters filters) implements Model {
    static final View VIEW = new View("/conflicts", Section.CONFLICTS, "conflict/conflicts.jte", ConflictsPage::read);

    public ConflictsPage {
        conflicts = List.copyOf(conflicts);
    }

    private static ConflictsPage read(Look look) {
        Filters filters = Filters.of(
                look,
                List.of(
                        Filters.dock(look),
                        Field.text("field", "Field", "email"),
                        Field.ofWords("winner", "Kept", ConflictStore.WINNERS),
                        Field.ofWords(
                                "strategy",
                                "Strategy",
                                Stream.of(Strategy.values()).map(Strategy::word).toList()),
                        Field.moment("since", "From (UTC)"),
                        Field.moment("until", "Before (UTC)")),
                "settled",
                "player",
                "record",
                "history");
        Page<Conflict> page = look.page(Conflict.class, "/conflicts", filters.query());
        return new ConflictsPage(
                ConflictLine.of(page.items()),
                page.next() == null ? null : look.link().with("after", page.next()),
                filters);
    }

    /** Those that are asked for: true, false, or null for all. */
    public @Nullable String settled() {
        return filters.others().get("settled");
    }

    /** Whether something is left out. */
    public boolean filtered() {
        return filters.any() || !filters.others().isEmpty();
    }

    /** All that the list shows, as a file. */
    public Link file(String format) {
        return filters.export("/conflicts/export", format);
    }

    @Override
    public String title() {
        return "Conflicts";
    }
}
