package io.tidegate.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.alert.AlertJudge.Verdict;
import io.tidegate.alert.RuleStore.Wish;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from a reading, as a table. */
class AlertJudgeTest {
    /** Raised at 10, resolved below 5, after 60 seconds; of error rates, which need 5 samples. */
    private static final RuleSetting SETTING =
            new RuleSetting(Rule.ERROR_RATE, true, Severity.WARNING, 10, 5, Duration.ofSeconds(60));

    @ParameterizedTest
    @CsvSource({
        // value, samples, open, bad for, verdict
        "0, 20, false, 0, QUIET",
        "4.9, 20, false, 999, QUIET",
        "9.9, 20, false, 999, QUIET",
        "10, 20, false, 0, PENDING",
        "10, 20, false, 59, PENDING",
        "10, 20, false, 60, RAISE",
        "99, 20, false, 600, RAISE",
        "99, 4, false, 600, QUIET",
        "99, 5, false, 600, RAISE",
        "99, 20, true, 600, STAY",
        "10, 20, true, 0, STAY",
        "9.9, 20, true, 0, STAY",
        "5, 20, true, 0, STAY",
        "4.9, 20, true, 0, RESOLVE",
        "0, 20, true, 0, RESOLVE",
        "0, 4, true, 0, STAY"
    })
    void a_reading_is_judged(double value, long samples, boolean open, long bad, Verdict verdict) {
        assertThat(AlertJudge.judge(SETTING, reading(value, samples), past(open, Duration.ofSeconds(bad))))
                .isEqualTo(verdict);
    }

    @Test
    void what_is_switched_off_raises_nothing_and_ends_what_is_open() {
        RuleSetting off = new RuleSetting(Rule.ERROR_RATE, false, Severity.WARNING, 10, 5, Duration.ZERO);
        assertThat(AlertJudge.judge(off, reading(99, 20), past(false, Duration.ZERO)))
                .isEqualTo(Verdict.QUIET);
        assertThat(AlertJudge.judge(off, reading(99, 20), past(true, Duration.ZERO)))
                .isEqualTo(Verdict.RESOLVE);
    }

    @Test
    void an_alert_of_which_nothing_can_be_measured_for_a_week_is_over() {
        assertThat(AlertJudge.judge(SETTING, reading(99, 4), unknown(Duration.ofDays(6))))
                .isEqualTo(Verdict.STAY);
        assertThat(AlertJudge.judge(SETTING, reading(99, 4), unknown(Duration.ofDays(7))))
                .isEqualTo(Verdict.RESOLVE);
        assertThat(AlertJudge.judge(SETTING, reading(99, 20), unknown(Duration.ofDays(7))))
                .isEqualTo(Verdict.STAY);
    }

    @Test
    void what_must_be_calm_for_long_ends_no_sooner() {
        Reading calm = reading(0, 20).calm(Duration.ofHours(1));
        assertThat(AlertJudge.judge(SETTING, calm, good(Duration.ofMinutes(59))))
                .isEqualTo(Verdict.STAY);
        assertThat(AlertJudge.judge(SETTING, calm, good(Duration.ofHours(1)))).isEqualTo(Verdict.RESOLVE);
    }

    @Test
    void what_is_held_raises_nothing_and_ends_what_is_over() {
        Reading bad = reading(99, 20).heldIf(true);
        assertThat(AlertJudge.judge(SETTING, bad, past(false, Duration.ofHours(1))))
                .isEqualTo(Verdict.PENDING);
        assertThat(AlertJudge.judge(SETTING, bad, past(true, Duration.ofHours(1))))
                .isEqualTo(Verdict.STAY);
        assertThat(AlertJudge.judge(SETTING, reading(0, 20).heldIf(true), past(true, Duration.ZERO)))
                .isEqualTo(Verdict.RESOLVE);
    }

    @Test
    void a_value_between_the_thresholds_changes_nothing_however_it_swings() {
        for (double value : new double[] {9, 5, 9.9, 6}) {
            assertThat(AlertJudge.judge(SETTING, reading(value, 20), past(false, Duration.ZERO)))
                    .isEqualTo(Verdict.QUIET);
            assertThat(AlertJudge.judge(SETTING, reading(value, 20), past(true, Duration.ZERO)))
                    .isEqualTo(Verdict.STAY);
        }
    }

    @Test
    void each_rule_is_made_so_that_it_makes_sense() {
        for (Rule rule : Rule.values()) {
            RuleSetting usual = rule.usual();
            assertThat(usual.enabled()).isTrue();
            assertThat(usual.clearBelow()).isLessThanOrEqualTo(usual.raiseAt());
            assertThat(Rule.find(rule.word())).contains(rule);
        }
    }

    @Test
    void a_lower_threshold_takes_the_other_one_along() {
        Wish wish = new Wish(null, null, 2.0, null, null);
        assertThat(wish.over(SETTING).clearBelow()).isEqualTo(2);
        assertThatThrownBy(() -> new Wish(null, null, 2.0, 3.0, null).over(SETTING))
                .hasMessageContaining("clearBelow must be more than 0, and not more than raiseAt (2.0)");
        assertThatThrownBy(() -> new Wish(null, null, null, null, -1L).over(SETTING))
                .hasMessageContaining("holdSeconds must be 0 to 604800");
        assertThat(new Wish(null, null, 2.0, 3.0, null).overOrUsual(SETTING)).isEqualTo(SETTING);
    }

    private static AlertJudge.Past past(boolean open, Duration bad) {
        return new AlertJudge.Past(open, bad, Duration.ZERO, Duration.ZERO);
    }

    private static AlertJudge.Past good(Duration good) {
        return new AlertJudge.Past(true, Duration.ZERO, good, Duration.ZERO);
    }

    private static AlertJudge.Past unknown(Duration unknown) {
        return new AlertJudge.Past(true, Duration.ZERO, Duration.ZERO, unknown);
    }

    private static Reading reading(double value, long samples) {
        return new Reading(new Subject(1L, Rule.ERROR_RATE, "dock:1", 1L, "vultr"), value, samples, "it fails");
    }
}
