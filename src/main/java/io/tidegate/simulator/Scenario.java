package io.tidegate.simulator;

import java.time.Duration;

/**
 * How the simulated provider behaves.
 *
 * @param seed what all of its chance comes from: the same seed and the same requests at the same instants give the same answers
 * @param limit requests a window and account
 * @param window the quota's window, whole seconds
 * @param changeEvery how often a record of an account changes; zero for never
 * @param churnEvery how often a record of an account comes or goes; zero for never
 * @param faults how often requests go wrong
 */
public record Scenario(
        long seed, int limit, Duration window, Duration changeEvery, Duration churnEvery, Faults faults) {

    public Scenario {
        if (changeEvery.isNegative() || churnEvery.isNegative()) {
            throw new IllegalArgumentException("changeEvery and churnEvery are zero (never) or positive");
        }
    }

    /** What {@code ./tidegate demo} shows: data that lives, 300 requests a minute, now and then a fault. */
    public static Scenario demo() {
        return new Scenario(
                7, 300, Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofSeconds(40), Faults.demo());
    }

    /** The demo without faults. */
    public static Scenario calm() {
        return demo().with(Faults.none());
    }

    /** No faults, and data that stays as it is, except for what changes on every read. */
    public static Scenario still() {
        return calm().livingEvery(Duration.ZERO, Duration.ZERO);
    }

    /** The same scenario with another seed. */
    public Scenario seeded(long other) {
        return new Scenario(other, limit, window, changeEvery, churnEvery, faults);
    }

    /** The same scenario with another quota. */
    public Scenario limited(int requests, Duration each) {
        return new Scenario(seed, requests, each, changeEvery, churnEvery, faults);
    }

    /** The same scenario with another pace of life. */
    public Scenario livingEvery(Duration change, Duration churn) {
        return new Scenario(seed, limit, window, change, churn, faults);
    }

    /** The same scenario with other faults. */
    public Scenario with(Faults others) {
        return new Scenario(seed, limit, window, changeEvery, churnEvery, others);
    }
}
