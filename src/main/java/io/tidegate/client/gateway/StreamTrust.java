package io.tidegate.client.gateway;

/** Whether streams of events come through: some proxies keep them back. After a while of polling they are tried again. */
final class StreamTrust {
    private static final int SILENT_STREAMS = 2;
    private static final int POLLS = 100;

    private int silent;
    private int polls;

    synchronized boolean streams() {
        return silent < SILENT_STREAMS;
    }

    /** @param heard whether anything came by it */
    synchronized void streamEnded(boolean heard) {
        silent = heard ? 0 : silent + 1;
        polls = 0;
    }

    /** Whether to poll once more before a stream is tried again. */
    synchronized boolean pollAgain() {
        polls++;
        if (polls > POLLS) {
            polls = 0;
            silent = 0;
            return false;
        }
        return true;
    }
}
