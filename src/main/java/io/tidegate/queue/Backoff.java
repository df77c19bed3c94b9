package io.tidegate.queue;

import java.time.Duration;

/** One clock for failures: how long a dock, and its job, wait after so many failures in a row. */
public final class Backoff {
    /** A failed job is tried again so often; then it is discarded and the dock goes on with new jobs. */
    public static final int RETRIES = 3;

    private static final Duration LONGEST = Duration.ofMinutes(60);

    private Backoff() {}

    /** 2, 4, 8, 16, 32, 60, 60 … minutes after the first, second, … failure in a row. */
    public static Duration after(int failures) {
        return failures >= 6 ? LONGEST : Duration.ofMinutes(1L << Math.max(0, failures));
    }
}
