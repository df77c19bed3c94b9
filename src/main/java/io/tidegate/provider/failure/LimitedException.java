package io.tidegate.provider.failure;

import java.time.Instant;

/** The request must wait for budget; nothing failed. */
public final class LimitedException extends ProviderException {
    private static final long serialVersionUID = 1L;

    private final Instant until;
    private final boolean all;

    /**
     * @param status the provider's status, 0 when the gate held the request back before it was sent
     * @param until when to go on
     * @param reason in words, for the dock's page
     * @param all whether everything that shares the limit must wait, not this list alone
     */
    public LimitedException(int status, Instant until, String reason, boolean all) {
        super(status == 0 ? "BUDGET" : "HTTP_" + status, status, reason);
        this.until = until;
        this.all = all;
    }

    public Instant until() {
        return until;
    }

    public boolean all() {
        return all;
    }
}
