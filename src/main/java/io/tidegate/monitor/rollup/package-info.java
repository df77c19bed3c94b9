/**
 * Keeps {@code sync_metrics}: what the runs of each dock came to, by hour, day and week.
 * A row is always counted anew from {@code sync_events}, so that counting twice changes nothing.
 */
@NullMarked
package io.tidegate.monitor.rollup;

import org.jspecify.annotations.NullMarked;
