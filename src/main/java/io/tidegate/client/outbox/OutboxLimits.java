package io.tidegate.client.outbox;

/**
 * How much may wait before writers are held back.
 *
 * @param ops at most
 * @param bytes of payloads at most
 */
public record OutboxLimits(int ops, long bytes) {
    /** 500 ops or 50 MB. */
    public static final OutboxLimits USUAL = new OutboxLimits(500, 50L * 1024 * 1024);

    public OutboxLimits {
        if (ops < 1 || bytes < 1) {
            throw new IllegalArgumentException("the outbox takes at least one op and one byte");
        }
    }
}
