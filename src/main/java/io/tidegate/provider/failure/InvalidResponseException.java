package io.tidegate.provider.failure;

/** An answer that cannot be what was asked for: no JSON, an unknown envelope, a page seen before, too large. */
public final class InvalidResponseException extends ProviderException {
    private static final long serialVersionUID = 1L;

    public InvalidResponseException(int status, String message) {
        super("INVALID_RESPONSE", status, message);
    }
}
