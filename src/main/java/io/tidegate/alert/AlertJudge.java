package io.tidegate.alert;

import java.time.Duration;

/** Says what follows from a reading. */
public final class AlertJudge {
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
     * Judges a reading. Between the two thresholds everything stays as it is.
     *
     * @param open whether there is an alert of it
     * @param bad how long the value has been from {@code raiseAt} on; zero where that begins now
     */
    public static Verdict judge(RuleSetting setting, Reading reading, boolean open, Duration bad) {
        if (!setting.enabled()) {
            return open ? Verdict.RESOLVE : Verdict.QUIET;
        } else if (reading.samples() < setting.rule().samples()) {
            return open ? Verdict.STAY : Verdict.QUIET;
        } else if (open) {
            return reading.value() < setting.clearBelow() ? Verdict.RESOLVE : Verdict.STAY;
        } else if (reading.value() < setting.raiseAt()) {
            return Verdict.QUIET;
        }
        return bad.compareTo(setting.hold()) >= 0 ? Verdict.RAISE : Verdict.PENDING;
    }
}
