package io.tidegate.console.overview;

import io.tidegate.budget.LevelStore;
import io.tidegate.console.page.Tone;
import io.tidegate.console.page.Words;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A call budget.
 *
 * @param bucket empty where there is only one
 * @param remaining calls left; null where nothing is known
 * @param quota calls in a window; null where nothing is known
 * @param resetAt when the window ends; null when nothing is known or it has ended
 * @param retryAt until when the provider asked for silence; null when it did not
 * @param refusals how often the provider said no, at most 50
 * @param docks whose calls it counts
 * @param names their names, shortened to three
 */
public record BudgetLine(
        String provider,
        String bucket,
        @Nullable Long remaining,
        @Nullable Long quota,
        @Nullable Instant resetAt,
        @Nullable Instant retryAt,
        int refusals,
        List<Long> docks,
        String names) {

    /** A level as it is now: a window that has ended begins anew. */
    static BudgetLine of(LevelStore.Level level, LongFunction<String> names, Instant now) {
        Instant reset = level.resetAt();
        Instant retry = level.retryAt();
        boolean over = reset != null && !reset.isAfter(now);
        return new BudgetLine(
                level.provider(),
                level.bucket(),
                level.remaining(),
                level.quota(),
                over ? null : reset,
                retry != null && retry.isAfter(now) ? retry : null,
                level.violations(),
                level.docks(),
                Words.names(level.docks().stream().map(names::apply).toList()));
    }

    /** Whether both figures are known. */
    public boolean known() {
        return remaining != null && quota != null && quota > 0;
    }

    /** The share that is left, 0 to 100; 100 when nothing is known. */
    public int percentLeft() {
        return remaining == null || quota == null || quota <= 0
                ? 100
                : (int) Math.max(0, Math.min(100, remaining * 100 / quota));
    }

    public Tone tone() {
        if (retryAt != null || (known() && percentLeft() < 10)) {
            return Tone.BAD;
        }
        return known() && percentLeft() < 25 ? Tone.WARN : Tone.GOOD;
    }

    /** Those that are nearest to their end first, those of whom nothing is known last. */
    static final Comparator<BudgetLine> TIGHTEST = Comparator.comparing((BudgetLine line) -> line.retryAt() == null)
            .thenComparing(line -> !line.known())
            .thenComparing(BudgetLine::percentLeft)
            .thenComparing(BudgetLine::names, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(BudgetLine::bucket);

    /** "per hour", or nothing where there is only one bucket. */
    public String window() {
        return bucket.isEmpty() ? "" : "per " + bucket;
    }

    /** "412 of 5,000 left", or that nothing is known yet. */
    public String text() {
        return remaining == null || quota == null
                ? "not known yet"
                : Words.number(remaining) + " of " + Words.number(quota) + " left";
    }
}
