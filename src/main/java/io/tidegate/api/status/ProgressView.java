package io.tidegate.api.status;

import io.tidegate.record.ProgressStore.UnderWay;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a dock's type is that is being listed, for programs.
 *
 * @param startedAt when it began; a listing that was cut short goes on where it stood
 * @param lists how many there are: one, or one for each parent known so far
 * @param listsDone how many of them are through
 * @param pages how many were kept
 * @param listed how many records these held
 * @param expected how many there were when all was last listed; null in a first listing, and while changes alone are asked for
 * @param first whether it was never complete before
 * @param itemsPerSecond since it began, waits included; null while nothing can be said
 * @param percent how far it is: by records where that is known, else by lists; null where neither tells
 * @param secondsLeft at the pace since it began, waits included; null where {@code percent} is null or 0
 */
public record ProgressView(
        String resourceType,
        @Nullable Instant startedAt,
        long lists,
        long listsDone,
        long pages,
        long listed,
        @Nullable Long expected,
        boolean first,
        @Nullable Double itemsPerSecond,
        @Nullable Integer percent,
        @Nullable Long secondsLeft) {
    private static final int ALMOST = 99;

    static ProgressView of(UnderWay lists, Instant now) {
        double seconds = lists.startedAt() == null
                ? 0
                : Math.max(0, Duration.between(lists.startedAt(), now).toMillis() / 1_000.0);
        Double share = share(lists);
        return new ProgressView(
                lists.type(),
                lists.startedAt(),
                lists.lists(),
                lists.ended(),
                lists.pages(),
                lists.listed(),
                lists.expected(),
                lists.first(),
                seconds < 1 ? null : Double.valueOf(Math.round(lists.listed() / seconds * 10) / 10.0),
                share == null ? null : Integer.valueOf((int) Math.min(ALMOST, share * 100)),
                share == null || share == 0
                        ? null
                        : Long.valueOf((long) Math.ceil(seconds * Math.max(0, 1 - share) / share)));
    }

    private static @Nullable Double share(UnderWay lists) {
        Long expected = lists.expected();
        if (expected != null && expected > 0) {
            return Math.min(1, (double) lists.listed() / expected);
        }
        return lists.lists() > 1 ? Double.valueOf((double) lists.ended() / lists.lists()) : null;
    }
}
