package io.tidegate.mbean;

/** The queue of all organizations, as JMX shows it. */
public interface QueueMXBean {
    long getAvailable();

    long getRunning();

    long getRetryable();

    /** Seconds since the job was due that has been due for longest and does not run; 0 when none is. */
    long getOldestSeconds();

    /** How many wait for a decision. */
    long getDeadLetters();

    /** When all of this was read. */
    String getSeenAt();

    /** Queues the dock of a dead letter again. */
    String replay(long deadLetter);
}
