package io.tidegate.console.local;

import io.tidegate.console.filter.Field;
import io.tidegate.console.filter.Filters;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;
import io.tidegate.console.page.Words;
import io.tidegate.federation.side.LocalRecordStore.LocalRecord;
import io.tidegate.page.Page;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records with a local side that are no players.
 *
 * @param next where the list goes on; null at its end
 */
public record LocalRecordsPage(
        List<LocalRecord> records, @Nullable Link next, Filters filters) implements Model {
    static final View VIEW = new View("/local-records", Section.PLAYERS, "local/records.jte", LocalRecordsPage::read);

    private static final int MOST_FIELDS = 4;

    public LocalRecordsPage {
        records = List.copyOf(records);
    }

    private static LocalRecordsPage read(Look look) {
        Filters filters = Filters.of(
                look,
                List.of(
                        Field.text("kind", "Kind", "contact"),
                        Field.text("q", "Holds the words", "Cork"),
                        Field.of(
                                "active",
                                "Here",
                                List.of(new Field.Option("true", "active"), new Field.Option("false", "inactive"))),
                        Field.of(
                                "problem",
                                "Taken over",
                                List.of(new Field.Option("true", "only those that cannot be")))));
        Page<LocalRecord> page = look.page(LocalRecord.class, "/local-records", filters.query());
        return new LocalRecordsPage(
                page.items(), page.next() == null ? null : look.link().with("after", page.next()), filters);
    }

    /** Its first fields. */
    public static String fields(LocalRecord record) {
        return record.fields().entrySet().stream()
                .filter(each -> each.getValue() != null)
                .limit(MOST_FIELDS)
                .map(each -> each.getKey() + " " + Words.shortened(String.valueOf(each.getValue()), 60))
                .collect(Collectors.joining(" · "));
    }

    /** Its name, or its number where it has none. */
    public static String name(LocalRecord record) {
        String name = record.name();
        return name == null || name.isBlank() ? record.kind().replace('_', ' ') + " " + record.id() : name;
    }

    /** All that the list shows, as a file. */
    public Link file(String format) {
        return filters.export("/local-records/export", format);
    }

    @Override
    public String title() {
        return "Other two-way records";
    }
}
