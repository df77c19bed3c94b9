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

    long getIntervalSeconds();

    int getConsecutiveFailures();

    /** The end of its last good run. */
    @Nullable String getLastSync();

    @Nullable String getNextSync();

    /** Until when it waits for budget or backs off. */
    @Nullable String getWaitingUntil();

    /** Syncs it as soon as possible; says which job does. */
    String syncNow();

    String pause();

    String resume();
}
