package io.tidegate.route.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value in a YAML text that knows its line.
 *
 * @param line from 1
 * @param scalar the text; null for a mapping or a list
 * @param entries of a mapping, else empty
 * @param items of a list, else empty
 */
public record YamlNode(int line, @Nullable String scalar, List<Entry> entries, List<YamlNode> items) {

    /** A key of a mapping with its value; the line is the key's, from 1. */
    public record Entry(String key, int line, YamlNode value) {}

    /** The value under the first of these keys that is present. */
    public @Nullable YamlNode find(String... keys) {
        for (String key : keys) {
            for (Entry entry : entries) {
                if (entry.key.equals(key)) {
                    return entry.value;
                }
            }
        }
        return null;
    }

    /** The text under the first of these keys that is present and not empty. */
    public @Nullable String text(String... keys) {
        YamlNode found = find(keys);
        return found == null || found.scalar == null || found.scalar.isBlank() ? null : found.scalar;
    }

    /** The line of the first key or value, in the text's order, whose text fits. */
    public @Nullable Integer lineOf(Predicate<String> fits) {
        if (scalar != null) {
            return fits.test(scalar) ? line : null;
        }
        for (Entry entry : entries) {
            Integer found = fits.test(entry.key) ? Integer.valueOf(entry.line) : entry.value.lineOf(fits);
            if (found != null) {
                return found;
            }
        }
        for (YamlNode item : items) {
            Integer found = item.lineOf(fits);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** A mapping as a map of maps, lists and texts, each text passed through {@code resolve}. */
    public Map<String, Object> map(UnaryOperator<String> resolve) {
        Map<String, Object> map = new LinkedHashMap<>();
        entries.forEach(entry -> map.put(entry.key, entry.value.plain(resolve)));
        return map;
    }

    private Object plain(UnaryOperator<String> resolve) {
        if (scalar != null) {
            return resolve.apply(scalar);
        }
        return items.isEmpty()
                ? map(resolve)
                : items.stream().map(item -> item.plain(resolve)).toList();
    }

    /** The same for two nodes that say the same, whatever their lines, comments and style. */
    public String meaning() {
        StringBuilder text = new StringBuilder();
        describe(text);
        return text.toString();
    }

    private void describe(StringBuilder text) {
        if (scalar != null) {
            text.append(scalar.length()).append(':').append(scalar);
            return;
        }
        text.append('{');
        for (Entry entry : entries) {
            text.append(entry.key.length()).append(':').append(entry.key).append('=');
            entry.value.describe(text);
        }
        text.append('}').append('[');
        items.forEach(item -> item.describe(text));
        text.append(']');
    }
}
