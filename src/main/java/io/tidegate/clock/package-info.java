/**
 * The one clock of all nodes: the database's. A node looks at it every few seconds and in between goes on by the
 * monotonic clock of its machine; when the database's clock itself steps, what waits moves with it.
 */
@NullMarked
package io.tidegate.clock;

import org.jspecify.annotations.NullMarked;
