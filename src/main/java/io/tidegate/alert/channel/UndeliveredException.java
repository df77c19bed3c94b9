package io.tidegate.alert.channel;

import org.jspecify.annotations.Nullable;

/** Something was not told; the message says why, and holds no secret. */
public final class UndeliveredException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final @Nullable Integer status;

    /** @param status of the answer; null when none came */
    UndeliveredException(@Nullable Integer status, String message) {
        super(message);
        this.status = status;
    }

    @Nullable Integer status() {
        return status;
    }
}
