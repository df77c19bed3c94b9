/** What a workspace's log forgets, and what it must not. */
@NullMarked
package io.tidegate.device.log.upkeep;

import org.jspecify.annotations.NullMarked;
