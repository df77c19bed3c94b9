package io.tidegate.mbean;

import org.jspecify.annotations.Nullable;

/** A dock, as JMX shows it. Instants are in ISO 8601, and null where there are none. */
public interface DockMXBean {
    long getId();

    /** healthy, degraded, unhealthy, pending or paused. */
    String getStatus();

    /** What is the matter, or that nothing is, and why. */
    String getReason();

    boolean isRunning();

    boolean isEnabled();

    /** As it was set; a schedule by cron goes before it. */
    long getIntervalSeconds();

    /** How often it is synced for now, where it slows down. */
    long getCurrentIntervalSeconds();

    int getConsecutiveFailures();

    /** The end of its last good run. */
    @Nullable String getLastSync();

    /** Later than planned where it waits or backs off; null while it is paused or stopped. */
    @Nullable String getNextSync();

    /** Until when it waits for budget or backs off. */
    @Nullable String getWaitingUntil();

    /** When all of this was read. */
    String getSeenAt();

    /** Syncs it as soon as possible; says which job does. */
    String syncNow();

    String pause();

    String resume();
}
