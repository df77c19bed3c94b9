/**
 * Answers what runs came to: over time, now against before, one beside the other.
 * What {@code sync_metrics} does not hold yet is added from {@code sync_events}, so that every figure is that of now.
 */
@NullMarked
package io.tidegate.monitor.figure;

import org.jspecify.annotations.NullMarked;
