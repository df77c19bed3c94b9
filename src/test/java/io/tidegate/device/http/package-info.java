/** The endpoints of devices over HTTP, on a real database. */
@NullMarked
package io.tidegate.device.http;

import org.jspecify.annotations.NullMarked;
