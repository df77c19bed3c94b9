package io.tidegate.monitor.figure;

import io.tidegate.monitor.rollup.Period;
import io.tidegate.page.MomentKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The list of periods: from the newest back to the oldest that anything is known of, and in any case as many as are shown
 * when nothing else is asked for.
 *
 * @param newest when the last one begins; before {@code oldest} when there is none at all
 * @param oldest when the first one begins
 */
public record PeriodList(Period period, Instant newest, Instant oldest) {
    /** How many periods are shown unless more are asked for. */
    public static final int DEFAULT_LIMIT = 24;

    /** Nobody synced anything before. */
    private static final Instant DAWN = Instant.parse("2001-01-01T00:00:00Z");

    /**
     * The periods that begin within the filter's bounds.
     *
     * @param known when the first one began that anything is known of; null when nothing is
     */
    public static PeriodList of(FigureFilter filter, Period period, @Nullable Instant known, Instant now) {
        Instant until = filter.until();
        Instant newest = period.startOf(until != null && until.isBefore(now) ? until.minusNanos(1) : now);
        Instant oldest = period.later(newest, 1L - DEFAULT_LIMIT);
        if (known != null && known.isBefore(oldest)) {
            oldest = known;
        }
        Instant since = filter.since();
        if (since != null && since.isAfter(oldest)) {
            oldest = period.firstFrom(since);
        }
        return new PeriodList(period, newest, oldest.isBefore(DAWN) ? DAWN : oldest);
    }

    /**
     * A part of it.
     *
     * @param newest when its last one begins
     * @param count how many they are; 0 when there are none
     */
    public record Part(Instant newest, int count, @Nullable String next) {}

    /**
     * Cuts out a part.
     *
     * @param after what the part before called {@code next}; null for the first part
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Part part(@Nullable String after, int limit) {
        Instant from = newest;
        Instant last = MomentKey.of(after).at();
        if (last != null && last.isBefore(newest)) {
            from = period.startOf(last.minusNanos(1));
        }
        long left = from.isBefore(oldest) ? 0 : period.between(oldest, from) + 1;
        int count = (int) Math.min(left, limit);
        return new Part(from, count, left > count ? MomentKey.text(period.later(from, 1L - count), 0) : null);
    }

    /** When the first of a part begins. */
    public Instant first(Part part) {
        return period.later(part.newest(), 1L - part.count());
    }
}
