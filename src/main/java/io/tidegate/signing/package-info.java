/**
 * Puts a dock's secrets into a request as it leaves, where its provider wants them. This happens below Camel, so that no
 * exchange, route, trace or console holds them.
 */
@NullMarked
package io.tidegate.signing;

import org.jspecify.annotations.NullMarked;
