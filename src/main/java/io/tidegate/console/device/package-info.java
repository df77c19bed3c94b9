/**
 * Devices that keep a copy of what is stored. None can yet, which its page says.
 */
@NullMarked
package io.tidegate.console.device;

import org.jspecify.annotations.NullMarked;
