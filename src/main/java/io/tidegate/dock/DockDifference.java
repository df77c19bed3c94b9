package io.tidegate.dock;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an edit changed of a dock, for the log: before and after, of parameters the names alone. */
public final class DockDifference {
    private static final int MOST_CHARACTERS = 200;

    private DockDifference() {}

    /** By what changed, such as {@code interval}. */
    public static Map<String, String> of(Dock before, Dock after) {
        Map<String, String> all = new TreeMap<>();
        put(all, "name", before.name(), after.name());
        put(
                all,
                "interval",
                span(before.schedule().interval()),
                span(after.schedule().interval()));
        put(
                all,
                "max-interval",
                span(before.schedule().pace().slowest()),
                span(after.schedule().pace().slowest()));
        put(all, "cron", before.schedule().cron(), after.schedule().cron());
        put(all, "types", types(before.resourceTypes()), types(after.resourceTypes()));
        TreeSet<String> names = new TreeSet<>(before.parameters().keySet());
        names.addAll(after.parameters().keySet());
        names.removeIf(name ->
                Objects.equals(before.parameters().get(name), after.parameters().get(name)));
        if (!names.isEmpty()) {
            all.put("parameters", shortened(String.join(" ", names)));
        }
        return all;
    }

    private static void put(Map<String, String> all, String name, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            all.put(name, shortened(said(before)) + " → " + shortened(said(after)));
        }
    }

    private static String said(@Nullable String value) {
        return value == null ? "none" : value;
    }

    private static @Nullable String span(@Nullable Duration span) {
        return span == null ? null : span.toSeconds() + " s";
    }

    private static String types(@Nullable List<String> types) {
        return types == null ? "all" : String.join(" ", types);
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 1) + "…";
    }
}
