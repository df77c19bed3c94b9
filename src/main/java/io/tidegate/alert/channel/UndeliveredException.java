package io.tidegate.alert.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something was not told; the message says why, and holds no secret. */
public final class UndeliveredException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final @Nullable Integer status;
    private final transient @Nullable Duration pause;

    /** @param status of the answer; null when none came */
    UndeliveredException(@Nullable Integer status, String message) {
        this(status, message, null);
    }

    /** @param pause how long the receiver wants to be left alone; null when it does not say */
    UndeliveredException(@Nullable Integer status, String message, @Nullable Duration pause) {
        super(message);
        this.status = status;
        this.pause = pause;
    }

    @Nullable Duration pause() {
        return pause;
    }

    @Nullable Integer status() {
        return status;
    }
}
