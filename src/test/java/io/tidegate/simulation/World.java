package io.tidegate.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What everything in a play shares: chance, the true time, and a record of what happened. */
final class World {
    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
    private static final int KEPT = 400;

    private final Random random;
    /** Draws of its own: what is drawn elsewhere stays as it is without them, and so do the seeds that are kept. */
    private final Random rare;

    private final List<String> last = new ArrayList<>();
    private final Map<String, Integer> tally = new TreeMap<>();
    private final boolean lasting;
    private Instant now = BEGIN;
    private long hash;
    private boolean calm;

    World(long seed) {
        random = new Random(seed);
        rare = new Random(~seed);
        lasting = random.nextInt(3) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Whether something happens that does in so many of a hundred cases; never once it is calm. */
    boolean chance(int percent) {
        return !calm && random.nextInt(100) < percent;
    }

    /** Whether something happens that does in so many of a hundred cases, by a draw that no other depends on. */
    boolean rarely(int percent) {
        return !calm && rare.nextInt(100) < percent;
    }

    /** Draws that no other depends on. */
    Random rare() {
        return rare;
    }

    Random another() {
        return new Random(random.nextLong());
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Whether this play takes months. */
    boolean isLong() {
        return lasting;
    }

    /** From now on nothing goes wrong. */
    void calm() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    /** Takes note of what happened. */
    void note(String what) {
        hash = hash * 31 + what.hashCode();
        last.add(what);
        if (last.size() > KEPT) {
            last.remove(0);
        }
    }

    /** Counts something that is to happen in some plays. */
    void count(String kind) {
        tally.merge(kind, 1, Integer::sum);
    }

    Map<String, Integer> tally() {
        return tally;
    }

    /** Of everything that happened: two plays with the same one were the same. */
    long hash() {
        return hash;
    }

    /** What happened last. */
    String story() {
        return String.join("\n", last);
    }
}
