package io.tidegate.alert;

import java.time.Duration;

/**
 * When a rule raises an alert, and when it resolves it.
 *
 * @param raiseAt from this value on, in the rule's unit
 * @param clearBelow below this value; not more than {@code raiseAt}, so that an alert does not flap between them
 * @param hold how long the value must have been that bad
 */
public record RuleSetting(
        Rule rule, boolean enabled, Severity severity, double raiseAt, double clearBelow, Duration hold) {
    private static final double MOST = 1e9;
    private static final Duration LONGEST = Duration.ofDays(7);

    public RuleSetting {
        if (!(raiseAt > 0 && raiseAt <= MOST)) {
            throw new IllegalArgumentException("raiseAt must be more than 0, and 1000000000 at most");
        } else if (!(clearBelow > 0 && clearBelow <= raiseAt)) {
            throw new IllegalArgumentException("clearBelow must be more than 0, and not more than raiseAt (" + raiseAt
                    + "): between the two an alert stays as it is");
        } else if (hold.isNegative() || hold.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("holdSeconds must be 0 to " + LONGEST.toSeconds());
        }
    }
}
