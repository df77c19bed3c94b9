package io.tidegate.console.dock;

import io.tidegate.access.Permission;
import io.tidegate.api.dock.DockView;
import io.tidegate.api.record.ResourceView;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.console.page.Model;
import io.tidegate.console.page.Section;
import io.tidegate.console.page.View;
import io.tidegate.console.page.Words;
import io.tidegate.page.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of a dock's type, the one first seen first, or last where that is asked for.
 *
 * @param dock its name
 * @param next the page after this one; null at the end
 */
public record RecordsPage(
        long dockId,
        String dock,
        String type,
        List<ResourceView> records,
        @Nullable Link next) implements Model {
    static final View VIEW =
            new View("/docks/:dock/records/:type", Section.OVERVIEW, "dock/records.jte", RecordsPage::read);

    private static final int PAGE = 50;
    private static final String NEWEST = "newest";

    public RecordsPage {
        records = List.copyOf(records);
    }

    private static RecordsPage read(Look look) {
        String dock = look.at("dock");
        String type = look.at("type");
        String name = name(look, dock);
        Map<String, @Nullable Object> query = new HashMap<>();
        query.put("dock", dock);
        query.put("type", type);
        query.put("q", look.query("q"));
        query.put("status", look.query("status"));
        query.put("region", look.query("region"));
        query.put("deleted", look.query("deleted"));
        query.put("after", look.query("after"));
        query.put("order", look.query("order"));
        query.put("limit", PAGE);
        Page<ResourceView> page = look.page(ResourceView.class, "/resources", query);
        return new RecordsPage(
                Long.parseLong(dock),
                name,
                type,
                page.items(),
                page.next() == null ? null : look.link().with("after", page.next()));
    }

    /** The dock's name; its number where who looks may see records and no docks. */
    static String name(Look look, String dock) {
        return look.may(Permission.DOCKS_READ)
                ? look.get(DockView.class, "/docks/" + dock).name()
                : "dock " + dock;
    }

    @Override
    public String title() {
        return Words.capital(DockWords.plain(type));
    }

    /** Whether the one first seen last stands first. */
    public static boolean newest(Link page) {
        return NEWEST.equals(page.get("order"));
    }

    /** The same records from the other end. */
    public static Link turned(Link page) {
        return page.without("after").with("order", newest(page) ? null : NEWEST);
    }

    /** The same records as a file. */
    public Link export(Link page, String format) {
        return new Link("/api/v1/resources/export", Map.of())
                .with("format", format)
                .with("dock", dockId)
                .with("type", type)
                .with("q", page.get("q"))
                .with("status", page.get("status"))
                .with("region", page.get("region"))
                .with("deleted", page.get("deleted"))
                .with("order", page.get("order"));
    }
}
