package io.tidegate.console.overview;

import io.tidegate.api.Problem;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** In what order docks stand: by a text that is made of each, and then by their numbers. */
public enum DockOrder {
    /** Only what needs someone moves up: rows that change places while one reads them are a nuisance. */
    URGENCY,
    NAME,
    /** Those that never were come first, then the oldest. */
    SYNCED,
    /** The most first. */
    RECORDS,
    /** The nearest to its end first, those of which nothing is known last. */
    BUDGET;

    /** Where a list goes on. */
    record Place(String text, long dock) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::text).thenComparing(Place::dock);

        /** @throws Problem when it is no place of a list */
        static @Nullable Place of(@Nullable String word) {
            if (word == null) {
                return null;
            }
            int bar = word.lastIndexOf('_');
            if (bar < 0 || !word.substring(bar + 1).matches("\\d{1,18}")) {
                throw Problem.invalid("after", "is not where this list goes on");
            }
            return new Place(word.substring(0, bar), Long.parseLong(word.substring(bar + 1)));
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return text + "_" + dock;
        }
    }

    /**
     * The one of that word; what needs someone first where nothing is said.
     *
     * @throws Problem when it is none
     */
    static DockOrder of(@Nullable String word) {
        return word == null
                ? URGENCY
                : Arrays.stream(values())
                        .filter(each -> each.word().equals(word))
                        .findFirst()
                        .orElseThrow(() -> Problem.invalid(
                                "sort",
                                "is none of "
                                        + Arrays.stream(values())
                                                .map(DockOrder::word)
                                                .collect(Collectors.joining(", "))));
    }

    /** As addresses name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As tables say it to those who do not see them. */
    String direction(boolean reversed) {
        return (this == RECORDS) == reversed ? "ascending" : "descending";
    }

    Place place(DockLine line) {
        return new Place(text(line), line.dock().id());
    }

    private String text(DockLine line) {
        return switch (this) {
            case URGENCY -> line.urgency() + name(line);
            case NAME -> name(line);
            case SYNCED -> {
                Instant last = line.lastSync();
                yield last == null ? "" : padded(last.toEpochMilli());
            }
            case RECORDS -> padded(Long.MAX_VALUE - line.records());
            case BUDGET -> {
                BudgetLine budget = line.budget();
                yield budget == null || !budget.known()
                        ? "~"
                        : padded(budget.retryAt() == null ? budget.percentLeft() : 0);
            }
        };
    }

    private static String name(DockLine line) {
        return line.dock().name().toLowerCase(Locale.ROOT);
    }

    private static String padded(long number) {
        return String.format(Locale.ROOT, "%019d", number);
    }
}
