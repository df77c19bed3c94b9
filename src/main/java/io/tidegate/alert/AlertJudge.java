package io.tidegate.alert;

import java.time.Duration;

/** Says what follows from a reading. */
public final class AlertJudge {
    /** How long an alert stays of which nothing can be measured any more, for there are too few samples. */
    static final Duration UNKNOWN_FOR = Duration.ofDays(7);

    private AlertJudge() {}

    /** What follows. */
    public enum Verdict {
        /** Nothing is the matter, or nothing is known. */
        QUIET,
        /** It is bad, and not for long enough yet. */
        PENDING,
        RAISE,
        /** There is an alert, which stays. */
        STAY,
        RESOLVE
    }

    /**
     * What came before a reading.
     *
     * @param open whether there is an alert of it
     * @param bad how long the value has been from {@code raiseAt} on; zero where that begins now
     * @param good how long it has been below {@code clearBelow}; zero where that begins now
     * @param unknown since when there were too few samples to measure what the alert is about; zero when there are enough
     */
    public record Past(boolean open, Duration bad, Duration good, Duration unknown) {}

    /** Judges a reading. Between the two thresholds everything stays as it is. */
    public static Verdict judge(RuleSetting setting, Reading reading, Past past) {
        if (!setting.enabled()) {
            return past.open() ? Verdict.RESOLVE : Verdict.QUIET;
        } else if (!past.open()) {
            if (!reading.tells() || reading.value() < setting.raiseAt()) {
                return Verdict.QUIET;
            }
            return !reading.held() && past.bad().compareTo(setting.hold()) >= 0 ? Verdict.RAISE : Verdict.PENDING;
        } else if (!reading.tells()) {
            return past.unknown().compareTo(UNKNOWN_FOR) >= 0 ? Verdict.RESOLVE : Verdict.STAY;
        }
        boolean over = reading.value() < setting.clearBelow() && past.good().compareTo(reading.calm()) >= 0;
        return over ? Verdict.RESOLVE : Verdict.STAY;
    }
}
