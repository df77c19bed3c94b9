package io.tidegate.provider.failure;

/** The provider refuses this request, and would refuse it again. */
public final class RejectedException extends ProviderException {
    private static final long serialVersionUID = 1L;

    public RejectedException(int status, String message) {
        super("HTTP_" + status, status, message);
    }
}
