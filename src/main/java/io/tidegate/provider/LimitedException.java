package io.tidegate.provider;

import java.time.Instant;

/** The request must wait for budget; nothing failed. */
public final class LimitedException extends ProviderException {
    private static final long serialVersionUID = 1L;

    private final Instant until;

    /**
     * @param status the provider's status, 0 when the gate held the request back before it was sent
     * @param until when to go on
     * @param reason in words, for the dock's page
     */
    public LimitedException(int status, Instant until, String reason) {
        super(status == 0 ? "BUDGET" : "HTTP_" + status, status, reason);
        this.until = until;
    }

    public Instant until() {
        return until;
    }
}
