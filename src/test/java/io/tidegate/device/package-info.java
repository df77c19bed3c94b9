/** The server's side of device sync on a real database. Each rule of the log has tests that fail when it is broken. */
@NullMarked
package io.tidegate.device;

import org.jspecify.annotations.NullMarked;
