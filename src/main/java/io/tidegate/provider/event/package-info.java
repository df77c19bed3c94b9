/**
 * What a provider declares of the events that it sends by itself: how a delivery is signed, what its parts mean, and which
 * resource types it carries or touches. Nothing here reads a request or a table.
 */
@NullMarked
package io.tidegate.provider.event;

import org.jspecify.annotations.NullMarked;
