package io.tidegate.webhook;

import java.time.Instant;

/** Keeps strangers from filling the log: so many refusals a minute are written down, the rest are only counted. */
final class RefusalLimit {
    private final int most;
    private long minute;
    private int written;

    RefusalLimit(int most) {
        this.most = most;
    }

    /** Whether one more may be written down now. */
    synchronized boolean takes(Instant now) {
        long current = now.getEpochSecond() / 60;
        if (current != minute) {
            minute = current;
            written = 0;
        }
        return written++ < most;
    }
}
