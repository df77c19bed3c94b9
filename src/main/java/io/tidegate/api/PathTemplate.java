package io.tidegate.api;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Paths with names in them. */
final class PathTemplate {
    private PathTemplate() {}

    /** The values of the names in a path; null when it is another path. */
    static @Nullable Map<String, String> match(String template, String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return null;
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].startsWith("{")) {
                if (!wanted[i].equals(given[i])) {
                    return null;
                }
                continue;
            }
            String name = wanted[i].substring(1, wanted[i].length() - 1);
            String form = Operation.TEXT_NAMES.contains(name) ? "[A-Za-z0-9_.@-]{1,100}" : "[1-9]\\d{0,17}";
            if (!given[i].matches(form)) {
                return null;
            }
            values.put(name, given[i]);
        }
        return values;
    }
}
