/**
 * Tells those who watch a workspace of each change as it comes. One read of the log serves all who know everything before it;
 * who lags reads for themselves until they do.
 */
@NullMarked
package io.tidegate.device.watch;

import org.jspecify.annotations.NullMarked;
