/**
 * Devices as the API shows and makes them, and how far the log of their workspace is.
 * A device's token is shown once, in the answer that made it.
 */
@NullMarked
package io.tidegate.api.device;

import org.jspecify.annotations.NullMarked;
