package io.tidegate.provider.failure;

/** No answer, or one that may be better soon: worth sending again. */
public final class TransientException extends ProviderException {
    private static final long serialVersionUID = 1L;

    public TransientException(String code, int status, String message) {
        super(code, status, message);
    }
}
