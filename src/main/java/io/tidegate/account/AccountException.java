package io.tidegate.account;

/** What was asked for cannot be, whoever asks. The message says to them why, and what can be done. */
public final class AccountException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is wrong with it. */
    public enum Kind {
        /** A value has not the form it needs. */
        INVALID,
        /** It does not go together with what there is. */
        CONFLICT,
        /** There is no such thing, or none that the asker may see. */
        MISSING
    }

    private final Kind kind;

    public AccountException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
