package io.tidegate.provider.failure;

/**
 * A call to a provider did not give what was asked for. The subclasses are the cases that the routes tell apart; the
 * message never holds a credential or a body.
 */
public abstract sealed class ProviderException extends RuntimeException
        permits LimitedException,
                TransientException,
                RejectedException,
                UnauthorizedException,
                SkippedException,
                InvalidResponseException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;

    ProviderException(String code, int status, String message) {
        super(message);
        this.code = code;
        this.status = status;
    }

    /** One of the codes of the monitoring tables, such as {@code HTTP_500} or {@code INVALID_RESPONSE}. */
    public String code() {
        return code;
    }

    /** The HTTP status, 0 when there was no answer. */
    public int status() {
        return status;
    }
}
