package io.tidegate.provider.failure;

/** The provider refuses this request, and would refuse it again. */
public final class RejectedException extends ProviderException {
    private static final long serialVersionUID = 1L;

    public RejectedException(int status, String message) {
        super("HTTP_" + status, status, message);
    }

    /** One that was not even sent. */
    public RejectedException(String code, String message) {
        super(code, 0, message);
    }
}
