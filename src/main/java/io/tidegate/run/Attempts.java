package io.tidegate.run;

import java.time.Duration;

/** The requests for the page that is asked for: how many there were, and how long the last of them waited and took. */
public final class Attempts {
    private int number;
    private Duration waited = Duration.ZERO;
    private long sentNanos;
    private boolean open;

    /** One more may be sent. */
    void permitted(Duration after) {
        number++;
        waited = after;
        sentNanos = System.nanoTime();
        open = true;
    }

    /** The page is committed. */
    void done() {
        number = 0;
    }

    /** Which one the last was, from 1; 0 before any. */
    public int number() {
        return number;
    }

    /** How long it waited for its permit. */
    public Duration waited() {
        return waited;
    }

    /** How long ago it got that. */
    public Duration took() {
        return Duration.ofNanos(System.nanoTime() - sentNanos);
    }

    /** Whether what became of it is still to be noted; asked once, for it is noted then. */
    public boolean end() {
        boolean was = open;
        open = false;
        return was;
    }
}
