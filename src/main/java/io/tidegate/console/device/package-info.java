/**
 * Devices that keep a copy of a workspace: how far each is, and what can be done with them.
 */
@NullMarked
package io.tidegate.console.device;

import org.jspecify.annotations.NullMarked;
