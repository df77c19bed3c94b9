package io.tidegate.alert;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What alerts are raised for. The more a value is, the worse. */
public enum Rule {
    CONSECUTIVE_FAILURES(Severity.CRITICAL, "failures in a row", 3, 1, Duration.ZERO, 0),
    NO_SUCCESS(Severity.CRITICAL, "intervals without a success", 5, 2, Duration.ofMinutes(2), 0),
    ERROR_RATE(Severity.WARNING, "percent of the last 20 runs that failed", 50, 25, Duration.ZERO, 5),
    BUDGET(
            Severity.WARNING,
            "percent of a rate limit, less the owner's reserve, that are spent",
            85,
            70,
            Duration.ZERO,
            0),
    DEAD_LETTERS(Severity.WARNING, "dead letters that nobody decided about", 1, 1, Duration.ZERO, 0),
    QUEUE_AGE(Severity.WARNING, "seconds that the oldest due job has waited", 300, 60, Duration.ZERO, 0),
    SLOW_SYNCS(
            Severity.WARNING,
            "times as long as in the week before (95th percentile of the last 20 runs)",
            2,
            1.5,
            Duration.ZERO,
            10),
    SIGNATURE_FAILURES(
            Severity.WARNING,
            "deliveries within an hour that were not signed as they should be",
            5,
            1,
            Duration.ZERO,
            0),
    STALE(Severity.WARNING, "types that are older than they are declared to be", 1, 1, Duration.ofMinutes(1), 0),
    CONNECTOR_ERROR(Severity.CRITICAL, "federations that stopped after failures", 1, 1, Duration.ZERO, 0),
    WEBHOOK_SIGNATURE(
            Severity.WARNING,
            "deliveries in a row to a federation's webhook that were not signed with its secret",
            5,
            1,
            Duration.ZERO,
            0),
    ROUTE_FILE(Severity.CRITICAL, "faults in a route file", 1, 1, Duration.ZERO, 0),
    KAFKA(Severity.WARNING, "faults on the way to Kafka", 1, 1, Duration.ofMinutes(1), 0);

    private final Severity severity;
    private final String unit;
    private final double raiseAt;
    private final double clearBelow;
    private final Duration hold;
    private final int samples;

    Rule(Severity severity, String unit, double raiseAt, double clearBelow, Duration hold, int samples) {
        this.severity = severity;
        this.unit = unit;
        this.raiseAt = raiseAt;
        this.clearBelow = clearBelow;
        this.hold = hold;
        this.samples = samples;
    }

    /** As tables and the API name it, such as {@code error_rate}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What its value counts. */
    public String unit() {
        return unit;
    }

    /** How many samples a value needs to be judged at all. */
    public int samples() {
        return samples;
    }

    /** Whether its value grows while nothing runs, so that it says little just after. */
    boolean ages() {
        return this == NO_SUCCESS || this == QUEUE_AGE || this == STALE;
    }

    /** Whether it is about the instance, which no organization can change. */
    public boolean ofInstance() {
        return ofNodes() || this == CONNECTOR_ERROR || this == WEBHOOK_SIGNATURE;
    }

    /** Whether nodes say it themselves, for as long as it is so. */
    boolean ofNodes() {
        return this == ROUTE_FILE || this == KAFKA;
    }

    /** What holds where nobody wants it otherwise. */
    public RuleSetting usual() {
        return new RuleSetting(this, true, severity, raiseAt, clearBelow, hold);
    }

    /** The one of that word. */
    public static Optional<Rule> find(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Rule::word).toList();
    }
}
