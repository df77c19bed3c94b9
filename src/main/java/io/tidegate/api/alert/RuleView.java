package io.tidegate.api.alert;

import io.tidegate.alert.RuleSetting;

/**
 * When a rule raises an alert, and when it resolves it.
 *
 * @param unit what its value counts
 * @param raiseAt from this value on
 * @param clearBelow below this value; between the two an alert stays as it is
 * @param holdSeconds how long the value must have been that bad
 * @param samples how many samples a value needs to be judged at all
 * @param changed whether it is otherwise than it is made
 */
public record RuleView(
        String rule,
        String unit,
        boolean enabled,
        String severity,
        double raiseAt,
        double clearBelow,
        long holdSeconds,
        int samples,
        boolean changed) {
    static RuleView of(RuleSetting setting, boolean changed) {
        return new RuleView(
                setting.rule().word(),
                setting.rule().unit(),
                setting.enabled(),
                setting.severity().word(),
                setting.raiseAt(),
                setting.clearBelow(),
                setting.hold().toSeconds(),
                setting.rule().samples(),
                changed);
    }
}
