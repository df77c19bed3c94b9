/**
 * The server's side of device sync: who syncs, and what is pushed, pulled, watched and remembered of a workspace. Devices
 * reach it by HTTP, or within the same process.
 */
@NullMarked
package io.tidegate.device;

import org.jspecify.annotations.NullMarked;
