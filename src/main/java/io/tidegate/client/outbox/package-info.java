/**
 * What was written on this device and is not yet acknowledged. Ops wait here, however long the device is offline, and none is
 * dropped.
 */
@NullMarked
package io.tidegate.client.outbox;

import org.jspecify.annotations.NullMarked;
