package io.tidegate.provider.failure;

/** The provider refuses the dock's credentials: the dock stops until someone gives it new ones. */
public final class UnauthorizedException extends ProviderException {
    private static final long serialVersionUID = 1L;

    public UnauthorizedException(int status, String message) {
        super("HTTP_" + status, status, message);
    }
}
