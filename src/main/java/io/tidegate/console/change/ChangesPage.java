package io.tidegate.console.change;

import io.tidegate.api.record.ChangeView;
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
 * What changed at providers, newest first.
 *
 * @param next where the list goes on; null at its end
 */
public record ChangesPage(
        List<ChangedRecord> records, @Nullable Link next, Filters filters) implements Model {
    static final View VIEW = new View("/changes", Section.CHANGES, "change/changes.jte", ChangesPage::read);

    public ChangesPage {
        records = List.copyOf(records);
    }

    private static ChangesPage read(Look look) {
        Filters filters = Filters.of(
                look,
                List.of(
                        Filters.dock(look),
                        Field.text("provider", "Provider", "digitalocean"),
                        Field.text("type", "Type", "servers"),
                        Field.text("field", "Field", "status"),
                        Field.number("run", "Run"),
                        Field.moment("since", "From (UTC)"),
                        Field.moment("until", "Before (UTC)")),
                "kind",
                "resource",
                Filters.ORDER);
        Page<ChangeView> page = look.page(ChangeView.class, "/changes", filters.query());
        return new ChangesPage(
                ChangedRecord.group(page.items()),
                page.next() == null ? null : look.link().with("after", page.next()),
                filters);
    }

    /** What can become of a record. */
    public List<String> kinds() {
        return ChangeView.KINDS;
    }

    /** The kind that is asked for; null for all. */
    public @Nullable String kind() {
        return filters.others().get("kind");
    }

    /** Whether something is left out. */
    public boolean filtered() {
        return filters.any() || filters.others().keySet().stream().anyMatch(name -> !name.equals(Filters.ORDER));
    }

    /** All that the list shows, as a file. */
    public Link file(String format) {
        return filters.export("/changes/export", format);
    }

    @Override
    public String title() {
        return "Changes";
    }
}
