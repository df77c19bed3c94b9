package io.tidegate.console.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A page with its filters, as a link to it. */
public record Link(String path, Map<String, String> query) {
    public Link {
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }

    public static Link to(String path) {
        return new Link(path, Map.of());
    }

    /** The same with that in place of what was said under this name; left out when null or empty. */
    public Link with(String name, @Nullable Object value) {
        Map<String, String> other = new LinkedHashMap<>(query);
        other.remove(name);
        if (value != null && !value.toString().isEmpty()) {
            other.put(name, value.toString());
        }
        return new Link(path, other);
    }

    public Link without(String name) {
        return with(name, null);
    }

    public @Nullable String get(String name) {
        return query.get(name);
    }

    /** As an address. */
    @Override
    public String toString() {
        String text = query.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        return text.isEmpty() ? path : path + "?" + text;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
