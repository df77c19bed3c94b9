package io.tidegate.console.page;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A page with its filters, as a link to it. */
public record Link(String path, Map<String, String> query) {
    private static final int LONGEST = 1_000;

    /** No second slash or backslash in front, which browsers read as the name of another site. */
    private static final Pattern OURS =
            Pattern.compile("/(?:[A-Za-z0-9_~.-][A-Za-z0-9_~.%/-]*)?(?:\\?[A-Za-z0-9_~.*%/&=+:,-]*)?");

    public Link {
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }

    public static Link to(String path) {
        return new Link(path, Map.of());
    }

    /** Whether an address is one of ours, whoever wrote it: a path, with no site or scheme before it. */
    public static boolean isOurs(@Nullable String text) {
        return text != null && text.length() <= LONGEST && OURS.matcher(text).matches();
    }

    /** An address that somebody sent; null when it is none of ours. */
    static @Nullable Link read(@Nullable String text) {
        if (text == null || !isOurs(text)) {
            return null;
        }
        int question = text.indexOf('?');
        String query = question < 0 ? "" : text.substring(question + 1);
        Map<String, String> said = new LinkedHashMap<>();
        try {
            for (String each : query.split("&", -1)) {
                int equal = each.indexOf('=');
                if (equal > 0) {
                    said.putIfAbsent(decoded(each.substring(0, equal)), decoded(each.substring(equal + 1)));
                }
            }
        } catch (IllegalArgumentException halfAnEscape) {
            return null;
        }
        return new Link(question < 0 ? text : text.substring(0, question), said);
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

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
