package io.tidegate.simulation;

import java.time.Duration;
import java.util.Random;

/** How wrong clocks are, and how time leaps. */
final class Skew {
    /** After so long no clock's reading lies ahead any more. */
    static final Duration LONGEST_AHEAD = Duration.ofHours(26);

    private Skew() {}

    static Duration any(World world) {
        int dice = world.below(12);
        if (dice < 3) {
            return Duration.ZERO;
        } else if (dice < 6) {
            return Duration.ofMillis(world.below(200) - 100);
        } else if (dice < 9) {
            return Duration.ofSeconds(world.below(110) - 55);
        } else if (dice == 9) {
            return Duration.ofMinutes(world.below(20));
        } else if (dice == 10) {
            return Duration.ofHours(world.below(48) - 24);
        }
        return Duration.ofDays(-world.below(50));
    }

    /** Of the server's clock, forth or back, for a while. */
    static Duration jump(Random random) {
        int dice = random.nextInt(4);
        if (dice < 2) {
            return Duration.ZERO;
        } else if (dice == 2) {
            return Duration.ofSeconds(random.nextInt(600) - 300);
        }
        return Duration.ofMinutes(random.nextInt(40 * 60) - 20 * 60);
    }

    static Duration leap(World world) {
        int dice = world.below(10);
        if (dice < 4) {
            return Duration.ofMinutes(world.below(180));
        } else if (dice < 7) {
            return Duration.ofDays(1 + world.below(20));
        }
        return Duration.ofDays(25 + world.below(45));
    }
}
