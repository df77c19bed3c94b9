package io.tidegate.provider;

import io.tidegate.provider.declared.Declaration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Headers that speak of limits under names nobody else uses: {@code remaining: X-Calls-Left}, and with a regular expression
 * what of the value counts: {@code retryAfter: X-Wait wait (\d+) seconds}.
 *
 * @param byStandard by the name they are read under
 */
public record HeaderNames(Map<String, Named> byStandard) {
    private static final Map<String, String> STANDARD = Map.of(
            "limit", "X-RateLimit-Limit",
            "remaining", "X-RateLimit-Remaining",
            "reset", "X-RateLimit-Reset",
            "retryAfter", "Retry-After");

    /**
     * A header.
     *
     * @param value what of its value counts, the first group where there is one; null: all
     */
    public record Named(String header, @Nullable Pattern value) {
        static Named of(String text) {
            int blank = text.indexOf(' ');
            try {
                return blank < 0
                        ? new Named(text, null)
                        : new Named(
                                text.substring(0, blank),
                                Pattern.compile(text.substring(blank + 1).strip()));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "after the header's name stands a regular expression: " + e.getDescription(), e);
            }
        }

        private @Nullable String of(Map<String, String> lowerCase) {
            String found = lowerCase.get(header.toLowerCase(Locale.ROOT));
            if (found == null || value == null) {
                return found;
            }
            Matcher matcher = value.matcher(found);
            return !matcher.find() ? null : matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
        }
    }

    static HeaderNames of(Declaration declared) {
        Map<String, Named> names = new LinkedHashMap<>();
        STANDARD.forEach((key, standard) -> {
            if (declared.find("rateLimit.names." + key) != null) {
                names.put(standard, declared.read("rateLimit.names." + key, "", Named::of));
            }
        });
        return new HeaderNames(Map.copyOf(names));
    }

    /** The headers, these under the names that are read. */
    public Map<String, String> standard(Map<String, String> headers) {
        if (byStandard.isEmpty()) {
            return headers;
        }
        Map<String, String> lowerCase = new TreeMap<>();
        headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
        Map<String, String> standard = new TreeMap<>(headers);
        byStandard.forEach((name, named) -> {
            String value = named.of(lowerCase);
            if (value != null) {
                standard.put(name, value);
            }
        });
        return standard;
    }
}
