package io.tidegate.api.route;

import io.tidegate.route.sight.RouteSight;
import io.tidegate.route.sight.RouteSight.Counts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A route of this node.
 *
 * @param file that it stands in, relative to the routes folder
 * @param line of the file, from 1
 * @param template it is made from; null for none
 * @param from what it takes its messages from, without parameters
 * @param state started, stopped, suspended, or absent while it is not yet there; a word on the way to one of them
 * @param changing whether it goes on under its text before until its exchange ends
 * @param uptimeSeconds since it was started; 0 while it is not
 * @param total exchanges that ended since counting began, failed ones among them
 * @param inflight exchanges under way
 * @param meanMillis an exchange takes from in to out; null before the first
 * @param lastCompletedAt when an exchange ended well; null when none did
 * @param lastFailedAt when an exchange failed; null when none did
 * @param countedSince when counting began, which is with each change of its text; null where nothing counts
 */
public record RouteView(
        String id,
        String description,
        String file,
        int line,
        @Nullable String template,
        String from,
        String state,
        boolean changing,
        long uptimeSeconds,
        long total,
        long failed,
        long inflight,
        @Nullable Long meanMillis,
        @Nullable Instant lastCompletedAt,
        @Nullable Instant lastFailedAt,
        @Nullable Instant countedSince) {
    private static final Counts NONE = new Counts(0, 0, 0, null, null, null, null);

    static RouteView of(RouteSight sight) {
        Counts counts = sight.counts() == null ? NONE : sight.counts();
        return new RouteView(
                sight.id(),
                sight.description(),
                sight.place().file(),
                sight.place().line(),
                sight.place().template(),
                sight.from(),
                sight.state(),
                sight.changing(),
                sight.uptime().toSeconds(),
                counts.total(),
                counts.failed(),
                counts.inflight(),
                counts.meanMillis(),
                counts.completedAt(),
                counts.failedAt(),
                counts.since());
    }

    /** Whether it takes messages in. */
    public boolean runs() {
        return state.equals(RouteSight.STARTED);
    }
}
