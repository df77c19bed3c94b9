package io.tidegate.device.http;

/** The memory that bodies under way may take together: many large ones at once would take all there is. */
final class BodyRoom {
    private final long most;
    private long taken;

    BodyRoom(long most) {
        this.most = most;
    }

    synchronized boolean take(long bytes) {
        if (taken + bytes > most) {
            return false;
        }
        taken += bytes;
        return true;
    }

    synchronized void give(long bytes) {
        taken -= bytes;
    }
}
