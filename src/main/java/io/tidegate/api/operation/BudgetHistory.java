package io.tidegate.api.operation;

import io.tidegate.monitor.QuotaHistoryStore.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a dock's answers told of its limits over the last hours.
 *
 * @param since when the first part of the time begins
 * @param until when the last one ends
 * @param stepSeconds how long a part is
 * @param limits the most asked first, at most 6
 */
public record BudgetHistory(Instant since, Instant until, long stepSeconds, List<Limit> limits) {
    /** How many parts the time has at most. */
    static final int PARTS = 120;

    private static final int MOST_LIMITS = 6;

    /**
     * A limit.
     *
     * @param limit requests in its window
     * @param items the parts in which it was told, oldest first
     */
    public record Limit(long limit, List<Part> items) {
        private long requests() {
            return items.stream().mapToLong(Part::requests).sum();
        }
    }

    /**
     * A part of the time.
     *
     * @param least the least that was left of the limit
     * @param refused how many of the requests were refused for it
     */
    public record Part(Instant start, long least, long requests, long refused) {}

    /** How long a part of so many hours is; whole minutes, so that the parts stay where they are while time goes on. */
    static Duration step(long hours) {
        return Duration.ofMinutes(Math.max(1, (hours * 60 + PARTS - 1) / PARTS));
    }

    /** When the last part ends. */
    static Instant end(Instant now, Duration step) {
        long seconds = step.toSeconds();
        return Instant.ofEpochSecond((now.getEpochSecond() / seconds + 1) * seconds);
    }

    static BudgetHistory of(Instant since, Instant until, Duration step, List<Point> points) {
        Map<Long, List<Part>> byLimit = new LinkedHashMap<>();
        for (Point point : points) {
            byLimit.computeIfAbsent(point.quota(), limit -> new ArrayList<>())
                    .add(new Part(point.start(), point.least(), point.requests(), point.refused()));
        }
        List<Limit> limits = byLimit.entrySet().stream()
                .map(each -> new Limit(each.getKey(), List.copyOf(each.getValue())))
                .sorted(Comparator.comparing(Limit::requests)
                        .thenComparing(Limit::limit)
                        .reversed())
                .limit(MOST_LIMITS)
                .toList();
        return new BudgetHistory(since, until, step.toSeconds(), limits);
    }
}
