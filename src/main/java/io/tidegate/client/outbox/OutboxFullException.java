package io.tidegate.client.outbox;

/** So much waits to be pushed that this write was not taken; nothing of its transaction was kept. */
public final class OutboxFullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int pendingCount;
    private final int maxSize;

    OutboxFullException(int pendingCount, int maxSize) {
        super(pendingCount + " writes wait to be pushed, and " + maxSize
                + " may: let the device go online, then write again");
        this.pendingCount = pendingCount;
        this.maxSize = maxSize;
    }

    public int pendingCount() {
        return pendingCount;
    }

    public int maxSize() {
        return maxSize;
    }
}
