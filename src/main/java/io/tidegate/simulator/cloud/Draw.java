package io.tidegate.simulator.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Chance that repeats itself: two draws of the same seed and number go the same way. */
public final class Draw {

    private static final Instant LATEST = Instant.parse("2026-06-01T00:00:00Z");
    private static final List<String> REGIONS = List.of("ams1", "dub1", "fra1", "lon1", "nyc2", "sin1", "syd1", "tor1");
    private static final List<String> PLACES = List.of(
            "anchor",
            "beacon",
            "breakwater",
            "buoy",
            "capstan",
            "causeway",
            "cove",
            "current",
            "delta",
            "dune",
            "estuary",
            "fathom",
            "fjord",
            "groyne",
            "headland",
            "inlet",
            "jetty",
            "keel",
            "lagoon",
            "lantern",
            "mast",
            "mooring",
            "pier",
            "pilot",
            "quay",
            "reef",
            "rudder",
            "sandbar",
            "shoal",
            "slipway",
            "spinnaker",
            "strand",
            "tiller",
            "wharf",
            "windlass");

    private final Random random;

    /**
     * @param seed the scenario's
     * @param number which of its draws: a record's number, a tick
     */
    public Draw(long seed, long number) {
        // Neighbouring seeds give neighbouring first values in java.util.Random, so the bits are mixed before.
        long mixed = (seed * 0x9E3779B97F4A7C15L) ^ ((number + 1) * 0xBF58476D1CE4E5B9L);
        mixed = (mixed ^ (mixed >>> 31)) * 0x94D049BB133111EBL;
        random = new Random(mixed ^ (mixed >>> 29));
    }

    /** A number from 0 to bound - 1. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** A number between both, inclusive. */
    int between(int least, int most) {
        return least + below(most - least + 1);
    }

    /** A large number between both. */
    long amount(long least, long most) {
        return least + (long) (random.nextDouble() * (most - least));
    }

    boolean percent(int chance) {
        return below(100) < chance;
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[below(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    String region() {
        return of(REGIONS);
    }

    /** A word that is unique for the first 35 numbers and reads like a name after that. */
    static String place(long number) {
        int size = PLACES.size();
        String word = PLACES.get((int) (number % size));
        return number < size ? word : word + "-" + (number / size + 1);
    }

    /** An instant before June 2026: what exists at the start is older than any run. */
    Instant past() {
        return LATEST.minus(Duration.ofMinutes(between(1_000, 1_500_000)));
    }

    String uuid() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }

    String hex(int digits) {
        StringBuilder hex = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            hex.append(Character.forDigit(below(16), 16));
        }
        return hex.toString();
    }
}
