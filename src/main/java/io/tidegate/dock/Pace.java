package io.tidegate.dock;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often a dock is synced for now.
 *
 * @param current the interval in use; the function {@code paced_seconds} of the database works it out
 * @param slowest how far the dock may be slowed down; null: not at all
 * @param unchangedRuns how many runs in a row found nothing new
 * @param budget what its limit leaves room for; null: its own interval fits
 */
public record Pace(
        Duration current,
        @Nullable Duration slowest,
        int unchangedRuns,
        @Nullable Duration budget) {
    /** The interval itself. */
    static Pace steady(Duration interval) {
        return new Pace(interval, null, 0, null);
    }

    /** Why it is not synced at its interval, in words for people; null when it is. */
    @Nullable String reason(Duration interval) {
        if (current.compareTo(interval) <= 0) {
            return null;
        }
        String why = current.equals(budget)
                ? "its limit leaves room for no more"
                : "nothing changed in " + unchangedRuns + " runs; a change brings it back";
        return "synced every " + words(current) + " instead of " + words(interval) + ": " + why;
    }

    private static String words(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds % 3_600 == 0
                ? seconds / 3_600 + " h"
                : seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
