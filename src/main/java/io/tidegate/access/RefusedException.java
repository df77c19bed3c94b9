package io.tidegate.access;

/** Somebody asked for what they may not have. The message says to them what it was, and who can help. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RefusedException(String message) {
        super(message);
    }
}
