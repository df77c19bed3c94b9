/**
 * Pushes: read, decided one op after the other on what stands, and written, while nobody else gives out versions of the
 * workspace. Only what is decided here makes the log longer.
 */
@NullMarked
package io.tidegate.device.log.push;

import org.jspecify.annotations.NullMarked;
