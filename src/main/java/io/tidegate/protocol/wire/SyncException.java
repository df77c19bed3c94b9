package io.tidegate.protocol.wire;

import io.tidegate.protocol.Code;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A whole call that was refused; the message says why. */
public final class SyncException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Code code;
    private final transient @Nullable Duration retryAfter;

    public SyncException(Code code, String message) {
        this(code, message, null);
    }

    /** @param retryAfter how long to wait at least; null where nothing is said */
    public SyncException(Code code, String message, @Nullable Duration retryAfter) {
        super(message);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public Code code() {
        return code;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
