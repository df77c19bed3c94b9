package io.tidegate.budget;

import io.tidegate.budget.LevelStore.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a budget lasts until its reset: at the pace of its window so far, and at what its docks need by their
 * intervals. The faster of both counts.
 *
 * @param remaining of the limit, as it is now: a window that has passed is full again, though nobody has asked since
 * @param resetAt null when that has passed, or nobody told
 * @param exhaustedAt when nothing but the reserve is left; null when that does not come before the reset
 * @param text in words
 */
public record Forecast(
        @Nullable Long remaining,
        @Nullable Instant resetAt,
        @Nullable Instant exhaustedAt,
        String text) {
    /** A window that has just begun tells no pace. */
    private static final double LEAST_SHARE = 0.05;

    /** @param reserve what of the limit is left to the account's owner */
    static Forecast of(Level level, long reserve, Instant now) {
        Instant reset = level.resetAt();
        boolean over = reset != null && !reset.isAfter(now);
        Long quota = level.quota();
        Long remaining = over ? quota : level.remaining();
        Instant ahead = over ? null : reset;
        if (quota == null || remaining == null) {
            return new Forecast(remaining, ahead, null, "no answer has told its limit yet");
        }
        String needs = needs(level, quota - reserve);
        long usable = remaining - reserve;
        if (usable <= 0) {
            String until = ahead == null ? "" : " before its reset in " + words(Duration.between(now, ahead));
            return new Forecast(remaining, ahead, now, "spent: nothing is asked" + until + needs);
        }
        Double window = level.windowSeconds();
        double pace = window == null || ahead == null ? 0 : pace(quota - remaining, window, ahead, now);
        double demand = window == null || level.needed() == null ? 0 : level.needed() / window;
        double rate = Math.max(pace, demand);
        if (rate <= 0) {
            return new Forecast(remaining, ahead, null, "lasts: nothing is known that would spend it");
        }
        double seconds = usable / rate;
        double left = ahead == null
                ? (window == null ? 0 : window)
                : Duration.between(now, ahead).toMillis() / 1_000.0;
        if (seconds >= left) {
            return new Forecast(remaining, ahead, null, "lasts until its reset" + needs);
        }
        Duration away = Duration.ofMillis(Math.round(seconds * 1_000));
        String why = pace > demand ? "at the pace of its window" : "at what its docks need";
        String before = ahead == null ? "" : ", before its reset in " + words(Duration.between(now, ahead));
        return new Forecast(remaining, ahead, now.plus(away), "spent in " + words(away) + " " + why + before + needs);
    }

    /** Requests a second since the window began. */
    private static double pace(long spent, double window, Instant reset, Instant now) {
        double passed = window - Duration.between(now, reset).toMillis() / 1_000.0;
        return passed < window * LEAST_SHARE ? 0 : Math.max(0, spent) / passed;
    }

    private static String needs(Level level, long allowed) {
        Double needed = level.needed();
        Double window = level.windowSeconds();
        return needed == null || window == null || needed <= allowed
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; its docks need %,d requests in %s and %,d are theirs",
                        (long) Math.ceil(needed),
                        words(Duration.ofMillis(Math.round(window * 1_000))),
                        allowed);
    }

    private static String words(Duration time) {
        long seconds = (time.toMillis() + 999) / 1_000;
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }
}
