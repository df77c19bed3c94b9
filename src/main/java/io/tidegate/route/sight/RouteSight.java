package io.tidegate.route.sight;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A route as it is now.
 *
 * @param place where it stands
 * @param from what it takes its messages from, without parameters
 * @param state as Camel names it, in lower case; {@code absent} while it is not yet there
 * @param changing whether it goes on under an older text until its exchange ends
 * @param uptime since it was started; zero while it is not
 * @param counts null where nothing counts
 */
public record RouteSight(
        String id,
        String description,
        Place place,
        String from,
        String state,
        boolean changing,
        Duration uptime,
        @Nullable Counts counts) {
    /** It takes messages in. */
    public static final String STARTED = "started";

    /** It lets nothing in, and goes on at once when it is resumed. */
    public static final String SUSPENDED = "suspended";

    public static final String STOPPED = "stopped";

    /** Its text is read, and it is about to begin. */
    public static final String ABSENT = "absent";

    /**
     * Where it stands.
     *
     * @param line from 1
     * @param template it is made from; null for none
     */
    public record Place(String file, int line, @Nullable String template) {}

    /**
     * What passed through it.
     *
     * @param total exchanges that ended, failed ones among them
     * @param inflight under way now
     * @param meanMillis from in to out; null before the first
     * @param completedAt the last one that ended well; null when none did
     * @param failedAt the last one that failed; null when none did
     * @param since when counting began
     */
    public record Counts(
            long total,
            long failed,
            long inflight,
            @Nullable Long meanMillis,
            @Nullable Instant completedAt,
            @Nullable Instant failedAt,
            @Nullable Instant since) {}
}
