package io.tidegate.api.figure;

import io.tidegate.monitor.figure.Slowdown;
import io.tidegate.monitor.figure.SpeedStore.TypeSpeed;
import java.util.List;

/**
 * How fast runs were.
 *
 * @param all of the last runs together
 * @param bySyncType the same runs, by whether they were full, incremental or of a webhook
 * @param byResourceType what the same runs asked for each type, the slowest first; of what the log of requests holds, which
 *     is 7 days and nothing where it is switched off
 * @param degradation the last 7 days against the 7 before
 */
public record PerformanceView(
        SpeedView all, List<SpeedView> bySyncType, List<TypeSpeed> byResourceType, Slowdown degradation) {}
