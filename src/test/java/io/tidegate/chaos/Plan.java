package io.tidegate.chaos;

import java.time.Duration;

/**
 * How much of it.
 *
 * @param seed what all of its chance comes from
 * @param trouble how long faults are injected
 * @param nodes processes at the start
 * @param docks of which every fourth shares its token with another
 * @param rounds how often at least each fault of a process or of the database is injected
 */
record Plan(long seed, Duration trouble, int nodes, int docks, int rounds) {
    Plan {
        if (nodes < 2 || docks < 4 || rounds < 1) {
            throw new IllegalArgumentException("chaos needs two nodes, four docks and one round at least");
        }
    }

    /** The short form, unless system properties {@code chaos.*} say otherwise. */
    static Plan ofProperties() {
        int minutes = Integer.getInteger("chaos.minutes", 0);
        return new Plan(
                Long.getLong("chaos.seed", System.nanoTime() % 1_000_000),
                minutes == 0 ? Duration.ofSeconds(35) : Duration.ofMinutes(minutes),
                Integer.getInteger("chaos.nodes", 3),
                Integer.getInteger("chaos.docks", 200),
                Integer.getInteger("chaos.rounds", 1));
    }

    /** Tokens: the docks after these use the first ones again. */
    int accounts() {
        return docks - docks / 4;
    }

    int account(int dock) {
        return dock % accounts();
    }

    @Override
    public String toString() {
        return "seed " + seed + ", " + trouble.toSeconds() + " s of faults, " + nodes + " nodes, " + docks
                + " docks on " + accounts() + " tokens";
    }
}
