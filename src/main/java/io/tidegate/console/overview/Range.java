package io.tidegate.console.overview;

import io.tidegate.api.Problem;
import io.tidegate.monitor.rollup.Period;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** By what the runs of the overview are counted, and how far back. */
public enum Range {
    HOUR(Period.HOUR, 48, "d MMM HH:mm"),
    DAY(Period.DAY, 30, "EEE d MMM"),
    WEEK(Period.WEEK, 26, "'week of' d MMM");

    private final Period period;
    private final int count;
    private final String pattern;

    Range(Period period, int count, String pattern) {
        this.period = period;
        this.count = count;
        this.pattern = pattern;
    }

    /**
     * The one of that word; hours where nothing is said.
     *
     * @throws Problem when it is none
     */
    static Range of(@Nullable String word) {
        return word == null
                ? HOUR
                : Arrays.stream(values())
                        .filter(each -> each.word().equals(word))
                        .findFirst()
                        .orElseThrow(() -> Problem.invalid(
                                "range",
                                "is none of "
                                        + Arrays.stream(values())
                                                .map(Range::word)
                                                .collect(Collectors.joining(", "))));
    }

    /** As addresses name it. */
    public String word() {
        return period.word();
    }

    /** "The last 48 hours". */
    public String title() {
        return "The last " + count + " " + period.word() + "s";
    }

    Period period() {
        return period;
    }

    int count() {
        return count;
    }

    /** How its periods are called, as dates are written in patterns. */
    String pattern() {
        return pattern;
    }
}
