package io.tidegate.run;

/** The provider did not answer for so long that it is not asked at the moment; nothing was sent. */
public final class CircuitOpenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CircuitOpenException(String message) {
        super(message);
    }
}
