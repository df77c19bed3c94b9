/**
 * An end to what a workspace's log need not remember any more. Devices that were away for too long take a snapshot instead.
 */
@NullMarked
package io.tidegate.device.log.upkeep;

import org.jspecify.annotations.NullMarked;
