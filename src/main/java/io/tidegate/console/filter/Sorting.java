package io.tidegate.console.filter;

import io.tidegate.api.Problem;
import io.tidegate.console.page.Link;
import io.tidegate.console.page.Look;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * In what order a table stands that is short enough to be sorted as a whole: as it comes, or by a column the link names.
 *
 * @param link of the page as it is
 * @param columns by which it can be sorted
 * @param chosen the word of one of them; null for none
 * @param reversed whether its order is turned round
 */
public record Sorting<T>(
        Link link, List<Column<T>> columns, @Nullable String chosen, boolean reversed) {
    private static final String NAME = "sort";
    private static final String TURNED = "-";

    /**
     * A column.
     *
     * @param word as links name it
     * @param falling whether what is most stands first until it is turned round
     * @param order with what stands first first
     */
    public record Column<T>(String word, boolean falling, Comparator<T> order) {
        /** The least first. */
        public static <T> Column<T> rising(String word, Comparator<T> order) {
            return new Column<>(word, false, order);
        }

        /** The most first. */
        public static <T> Column<T> falling(String word, Comparator<T> order) {
            return new Column<>(word, true, order.reversed());
        }
    }

    public Sorting {
        columns = List.copyOf(columns);
    }

    /**
     * What a link says.
     *
     * @throws Problem when it names none of the columns
     */
    public static <T> Sorting<T> of(Look look, List<Column<T>> columns) {
        String asked = look.query(NAME);
        boolean reversed = asked != null && asked.startsWith(TURNED);
        String chosen = asked == null || !reversed ? asked : asked.substring(TURNED.length());
        if (chosen != null && columns.stream().noneMatch(each -> each.word().equals(chosen))) {
            throw Problem.invalid(
                    NAME, "is none of " + columns.stream().map(Column::word).collect(Collectors.joining(", ")));
        }
        return new Sorting<>(look.link(), columns, chosen, reversed);
    }

    /** Rows in that order; those that are alike as they came. */
    public List<T> sorted(List<T> rows) {
        return columns.stream()
                .filter(each -> each.word().equals(chosen))
                .findFirst()
                .map(each -> rows.stream()
                        .sorted(reversed ? each.order().reversed() : each.order())
                        .toList())
                .orElse(rows);
    }

    /** Sorts by a column, the other way round when that is so already. */
    public Link press(String word) {
        return link.with(NAME, word.equals(chosen) && !reversed ? TURNED + word : word);
    }

    /** How a column is sorted, as tables say it to those who do not see them; null when it is not the one. */
    public @Nullable String direction(String word) {
        return columns.stream()
                .filter(each -> each.word().equals(word) && word.equals(chosen))
                .findFirst()
                .map(each -> each.falling() == reversed ? "ascending" : "descending")
                .orElse(null);
    }
}
