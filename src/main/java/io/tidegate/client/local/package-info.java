/**
 * The local database of a workspace: rows, tombstones and how far the device got. A write and its op for the outbox are one
 * transaction.
 */
@NullMarked
package io.tidegate.client.local;

import org.jspecify.annotations.NullMarked;
