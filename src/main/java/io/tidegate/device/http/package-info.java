/**
 * What devices ask over HTTP at the public listener: push, pull, watch, snapshot and cursor, below {@code /sync/v1}.
 * Here it is decided who asks and how much at once; what is answered comes from the gateway.
 */
@NullMarked
package io.tidegate.device.http;

import org.jspecify.annotations.NullMarked;
