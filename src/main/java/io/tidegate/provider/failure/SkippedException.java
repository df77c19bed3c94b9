package io.tidegate.provider.failure;

/** The answer means that there is no such list here, and the declaration says so: no failure, and nothing is deleted. */
public final class SkippedException extends ProviderException {
    private static final long serialVersionUID = 1L;

    public SkippedException(int status, String message) {
        super("HTTP_" + status, status, message);
    }
}
