package io.tidegate.simulator;

import io.tidegate.simulator.cloud.Draw;
import java.time.Duration;

/**
 * How often an account's requests go wrong, each rate as "one request in so many", 0 for never. In every stretch of that
 * many requests exactly one is hit, at a place the seed chooses, so that a short demo sees each kind.
 *
 * @param limitedEvery a 429 with Retry-After although quota is left
 * @param failedEvery a 500
 * @param slowEvery an answer that takes {@code slowness}
 * @param cutEvery a connection that ends in the middle of the body
 * @param htmlEvery a page for people with status 200
 */
public record Faults(int limitedEvery, int failedEvery, int slowEvery, int cutEvery, int htmlEvery, Duration slowness) {

    /** What can go wrong with a request. */
    public enum Fault {
        NONE,
        LIMITED,
        FAILED,
        SLOW,
        CUT,
        HTML
    }

    public Faults {
        int least = Math.min(Math.min(limitedEvery, failedEvery), Math.min(slowEvery, Math.min(cutEvery, htmlEvery)));
        if (least < 0 || slowness.isNegative()) {
            throw new IllegalArgumentException("a fault's rate is 0 (never) or the number of requests it hits one of");
        }
    }

    /** Nothing goes wrong. */
    public static Faults none() {
        return new Faults(0, 0, 0, 0, 0, Duration.ofSeconds(2));
    }

    /** Each kind a few times in ten minutes of two accounts that are read every minute. */
    public static Faults demo() {
        return new Faults(160, 130, 110, 180, 280, Duration.ofSeconds(2));
    }

    /** What goes wrong with the n-th request, counted from 0. */
    Fault of(long seed, long request) {
        for (Fault fault : Fault.values()) {
            int every = every(fault);
            if (every > 0) {
                Draw draw = new Draw(seed + fault.name().hashCode(), request / every);
                if (draw.below(every) == request % every) {
                    return fault;
                }
            }
        }
        return Fault.NONE;
    }

    private int every(Fault fault) {
        return switch (fault) {
            case NONE -> 0;
            case LIMITED -> limitedEvery;
            case FAILED -> failedEvery;
            case SLOW -> slowEvery;
            case CUT -> cutEvery;
            case HTML -> htmlEvery;
        };
    }
}
