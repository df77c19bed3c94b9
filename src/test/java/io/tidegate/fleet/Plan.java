package io.tidegate.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * How much of it.
 *
 * @param seed what all of its chance comes from
 * @param trouble how long faults are injected
 * @param devices of each of two workspaces
 */
record Plan(long seed, Duration trouble, int devices) {
    /** What is done to the processes, and to what lies between them. */
    enum Fault {
        KILL_DEVICE,
        KILL_IN_PUSH,
        KILL_IN_PULL,
        PART,
        CUT,
        CUT_ANSWERS,
        DELAY,
        KILL_SERVER,
        KILL_ALL_SERVERS,
        CRASH_DATABASE,
        PASS_RETENTION
    }

    /**
     * A fault of a round.
     *
     * @param workspace 0 or 1, whose log it waits for, and is aged
     * @param device 1 or more
     * @param after so many more versions of the log
     * @param amount of milliseconds or bytes, where it takes any
     */
    record Step(Fault fault, int workspace, int device, int after, int amount) {}

    /** System properties {@code fleet.*}. */
    static Plan ofProperties() {
        return new Plan(
                Long.getLong("fleet.seed", System.nanoTime() % 1_000_000),
                Duration.ofMinutes(Integer.getInteger("fleet.minutes", 5)),
                Integer.getInteger("fleet.devices", 3));
    }

    /** Each fault once or twice, in an order of the round's own. */
    List<Step> round(int number) {
        Random chance = new Random(seed * 31 + number);
        List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
        faults.addAll(List.of(Fault.KILL_DEVICE, Fault.KILL_IN_PUSH, Fault.PART, Fault.CUT_ANSWERS));
        Collections.shuffle(faults, chance);
        return faults.stream()
                .map(fault -> new Step(
                        fault,
                        chance.nextInt(2),
                        1 + chance.nextInt(devices),
                        5 + chance.nextInt(30),
                        chance.nextInt(3_000)))
                .toList();
    }
}
