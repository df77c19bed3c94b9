package io.tidegate.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a long list, read by key: the next part begins after the last one's key, never at a count of rows.
 *
 * @param next where the next part begins; null at the end of the list
 */
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Cuts rows that were read to one more than wanted.
     *
     * @param rows at most {@code limit + 1}
     * @param key what the part after an item is asked with
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> key) {
        return rows.size() <= limit
                ? new Page<>(rows, null)
                : new Page<>(rows.subList(0, limit), key.apply(rows.get(limit - 1)));
    }

    /** The same part with its items shown otherwise. */
    public <R> Page<R> map(Function<T, R> view) {
        return new Page<>(items.stream().map(view).toList(), next);
    }

    /**
     * Reads the key of a list by number.
     *
     * @param after what the part before called {@code next}; null for the first part
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public static @Nullable Long number(@Nullable String after) {
        try {
            return after == null ? null : Long.valueOf(after);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + after + "' is not what such a list called next", e);
        }
    }
}
