package io.tidegate.monitor.figure;

import io.tidegate.monitor.figure.SpeedStore.Week;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the last seven days compare with the seven before.
 *
 * @param medianRatio the median now of that before; null where there is nothing to compare
 * @param p95Ratio the same of the 95th percentile
 * @param verdict slower, as_before, faster, or too_few_runs: fewer than 20 in one of the weeks
 * @param words the same, for people
 */
public record Slowdown(
        Week now,
        Week before,
        @Nullable Double medianRatio,
        @Nullable Double p95Ratio,
        String verdict,
        String words) {
    /** Fewer tell nothing about the slowest twentieth. */
    private static final int ENOUGH = 20;

    private static final double SLOWER = 1.25;
    private static final double FASTER = 0.8;

    private enum Verdict {
        SLOWER,
        AS_BEFORE,
        FASTER,
        TOO_FEW_RUNS
    }

    /** Compares two weeks. */
    public static Slowdown of(Week now, Week before) {
        Double median = ratio(now.medianMs(), before.medianMs());
        Double p95 = ratio(now.p95Ms(), before.p95Ms());
        Verdict verdict = verdict(now, before, p95);
        return new Slowdown(
                now, before, median, p95, verdict.name().toLowerCase(Locale.ROOT), words(now, before, p95, verdict));
    }

    private static @Nullable Double ratio(@Nullable Long now, @Nullable Long before) {
        return now == null || before == null || before == 0 ? null : Double.valueOf((double) now / before);
    }

    private static Verdict verdict(Week now, Week before, @Nullable Double ratio) {
        if (ratio == null || now.sample() < ENOUGH || before.sample() < ENOUGH) {
            return Verdict.TOO_FEW_RUNS;
        }
        return ratio >= SLOWER ? Verdict.SLOWER : ratio <= FASTER ? Verdict.FASTER : Verdict.AS_BEFORE;
    }

    private static String words(Week now, Week before, @Nullable Double ratio, Verdict verdict) {
        if (verdict == Verdict.TOO_FEW_RUNS) {
            return String.format(
                    Locale.ROOT,
                    "too few runs to compare: %d in the last 7 days, %d in the 7 before; %d each are needed",
                    now.sample(),
                    before.sample(),
                    ENOUGH);
        }
        String how = switch (verdict) {
            case SLOWER -> "slower than";
            case FASTER -> "faster than";
            default -> "as";
        };
        return String.format(
                Locale.ROOT,
                "%s in the week before: of 20 runs 19 took at most %d ms, then %d ms (%.2f times)",
                how,
                now.p95Ms(),
                before.p95Ms(),
                ratio);
    }
}
