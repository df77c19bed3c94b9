package io.tidegate.monitor.figure;

import java.time.Instant;

/**
 * What the runs came to that began in an hour, a day or a week.
 *
 * @param start when that began
 */
public record PeriodFigures(Instant start, Figures figures) {}
