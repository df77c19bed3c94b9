package io.tidegate.monitor.rollup;

import java.time.Duration;
import java.time.Instant;

/** By what runs are counted. Hours, days and weeks are those of UTC, so that none is longer than another. */
public enum Period {
    HOUR("hour", "hourly", Duration.ofHours(1), Duration.ofDays(90)),
    DAY("day", "daily", Duration.ofDays(1), Duration.ofDays(730)),
    /** From Monday on. */
    WEEK("week", "weekly", Duration.ofDays(7), Duration.ofDays(1_826));

    /** A Monday. */
    private static final Instant ORIGIN = Instant.parse("2001-01-01T00:00:00Z");

    private final String word;
    private final String metricType;
    private final Duration length;
    private final Duration kept;

    Period(String word, String metricType, Duration length, Duration kept) {
        this.word = word;
        this.metricType = metricType;
        this.length = length;
        this.kept = kept;
    }

    /** Such as {@code hour}. */
    public String word() {
        return word;
    }

    /** As {@code sync_metrics} calls it, such as {@code hourly}. */
    public String metricType() {
        return metricType;
    }

    public Duration length() {
        return length;
    }

    /** How long its rows are kept. */
    public Duration kept() {
        return kept;
    }

    /** When the period began that an instant lies in. */
    public Instant startOf(Instant instant) {
        long seconds = length.toSeconds();
        return ORIGIN.plusSeconds(Math.floorDiv(instant.getEpochSecond() - ORIGIN.getEpochSecond(), seconds) * seconds);
    }

    /** When the first period begins that does not begin before an instant. */
    public Instant firstFrom(Instant instant) {
        Instant start = startOf(instant);
        return start.equals(instant) ? start : later(start, 1);
    }

    /** So many periods later, or earlier. */
    public Instant later(Instant start, long periods) {
        return start.plusSeconds(length.toSeconds() * periods);
    }

    /** How many periods lie between two that begin then. */
    public long between(Instant start, Instant end) {
        return Duration.between(start, end).toSeconds() / length.toSeconds();
    }
}
