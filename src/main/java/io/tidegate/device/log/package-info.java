/**
 * A workspace's log on PostgreSQL: pushes that are decided and given their places one after the other, what is read from the
 * log, and what stands. Who may ask is decided before.
 */
@NullMarked
package io.tidegate.device.log;

import org.jspecify.annotations.NullMarked;
