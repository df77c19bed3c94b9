package io.tidegate.console.filter;

import io.tidegate.access.Permission;
import io.tidegate.api.dock.DockView;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import io.tidegate.page.Page;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows, and what else it could.
 *
 * @param link of the page as it is
 * @param fields with what is chosen
 * @param others what stands in the link too and stays as it is, such as a chip that was pressed
 */
public record Filters(Link link, List<Field> fields, Map<String, String> others) {
    /** More docks than that are not listed for choice: one comes to them from their own pages. */
    private static final int MOST_DOCKS = 200;

    /** What the link calls the end at which a list begins. */
    public static final String ORDER = "order";

    private static final String OLDEST = "oldest";

    public Filters {
        fields = List.copyOf(fields);
        others = Map.copyOf(others);
    }

    /**
     * What a link says.
     *
     * @param others names of what the link may say that is no field; all else in it is left out
     */
    public static Filters of(Look look, List<Field> fields, String... others) {
        Map<String, String> more = new LinkedHashMap<>();
        Arrays.stream(others).forEach(name -> {
            String value = look.query(name);
            if (value != null) {
                more.put(name, value);
            }
        });
        return new Filters(
                look.link(),
                fields.stream()
                        .map(field -> field.with(look.query(field.name())))
                        .toList(),
                more);
    }

    /** Docks to choose from, for whoever may see them; none where the form that stands on the page stays. */
    public static Field dock(Look look) {
        if (!look.may(Permission.DOCKS_READ)) {
            return Field.number("dock", "Dock");
        } else if (!look.whole()) {
            return Field.of("dock", "Dock", List.of());
        }
        Page<DockView> docks = look.page(DockView.class, "/docks", Map.of("limit", MOST_DOCKS));
        return docks.next() == null
                ? Field.of(
                        "dock",
                        "Dock",
                        docks.items().stream()
                                .map(dock -> new Field.Option(Long.toString(dock.id()), dock.name()))
                                .toList())
                : Field.number("dock", "Number of a dock");
    }

    /** As the API takes it. */
    public Map<String, @Nullable String> query() {
        Map<String, @Nullable String> query = new LinkedHashMap<>(others);
        fields.forEach(field -> query.put(field.name(), field.asked()));
        query.put("after", link.get("after"));
        return query;
    }

    /** Whether the oldest stand first, for pages whose lists have the newest first otherwise. */
    public boolean oldest() {
        return OLDEST.equals(others.get(ORDER));
    }

    /** The list from its other end. */
    public Link turned() {
        return with(ORDER, oldest() ? null : OLDEST);
    }

    /** How the column of its time is sorted, as tables say it. */
    public String direction() {
        return oldest() ? "ascending" : "descending";
    }

    /** Whether anything is left out. */
    public boolean any() {
        return fields.stream().anyMatch(field -> field.value() != null);
    }

    /** The list from its beginning, with that instead. */
    public Link with(String name, @Nullable Object value) {
        return link.without("after").with(name, value);
    }

    /** Without what the form can choose. */
    public Link cleared() {
        Link cleared = Link.to(link.path());
        for (Map.Entry<String, String> each : others.entrySet()) {
            cleared = cleared.with(each.getKey(), each.getValue());
        }
        return cleared;
    }

    /** A file of all that the list shows. */
    public Link export(String path, String format) {
        Link file = Link.to("/api/v1" + path);
        for (Map.Entry<String, @Nullable String> each : query().entrySet()) {
            file = file.with(each.getKey(), each.getValue());
        }
        return file.without("after").with("format", format);
    }
}
