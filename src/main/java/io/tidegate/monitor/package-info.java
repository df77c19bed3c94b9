/**
 * What a separate route writes into the monitoring tables: attempts and ends of runs, kept in memory for a moment so
 * that the flow never waits for a metric. Outcomes themselves are written by the flow, in the statement that ends a run.
 */
@NullMarked
package io.tidegate.monitor;

import org.jspecify.annotations.NullMarked;
