package io.tidegate.protocol;

/** An op that the schema does not allow; the message says what is wrong with it. */
public final class InvalidOpException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidOpException(String message) {
        super(message);
    }
}
