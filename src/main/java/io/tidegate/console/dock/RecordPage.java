package io.tidegate.console.dock;

import io.tidegate.api.Problem;
import io.tidegate.api.record.ChangeView;
import io.tidegate.api.record.ResourceView;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.View;
import io.tidegate.page.Page;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record with its fields and its history.
 *
 * @param dock the name of its dock
 * @param changes newest first
 * @param next those before these; null at the end
 */
public record RecordPage(
        String dock,
        ResourceView record,
        List<ChangeView> changes,
        @Nullable Link next) implements Model {
    static final View VIEW =
            new View("/docks/:dock/records/:type/:record", Section.OVERVIEW, "dock/record.jte", RecordPage::read);

    private static final int PAGE = 50;

    public RecordPage {
        changes = List.copyOf(changes);
    }

    private static RecordPage read(Look look) {
        String dock = look.at("dock");
        ResourceView record = look.get(ResourceView.class, "/resources/" + look.at("record"));
        if (!Long.toString(record.dockId()).equals(dock)
                || !record.resourceType().equals(look.at("type"))) {
            throw Problem.missing("record", look.at("record"));
        }
        String after = look.query("after");
        Page<ChangeView> page = look.page(
                ChangeView.class,
                "/resources/" + record.id() + "/changes",
                after == null ? Map.of("limit", PAGE) : Map.of("limit", PAGE, "after", after));
        return new RecordPage(
                RecordsPage.name(look, dock),
                record,
                page.items(),
                page.next() == null ? null : look.link().with("after", page.next()));
    }

    @Override
    public String title() {
        String name = record.name();
        return name == null || name.isBlank() ? record.providerResourceId() : name;
    }

    public String type() {
        return DockWords.plain(record.resourceType());
    }

    public List<Fields.Field> attributes() {
        return Fields.of(record.attributes());
    }

    /** What its provider tells of it. */
    public List<Fields.Field> fields() {
        return Fields.of(record.data());
    }

    public static Tone tone(ChangeView change) {
        return switch (change.kind()) {
            case "created", "returned" -> Tone.GOOD;
            case "deleted" -> Tone.BAD;
            default -> Tone.BUSY;
        };
    }

    /** The field that changed; empty where the whole record came or went. */
    public static String field(ChangeView change) {
        return Fields.name(Objects.requireNonNullElse(change.field(), ""));
    }
}
