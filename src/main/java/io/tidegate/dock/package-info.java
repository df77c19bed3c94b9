/**
 * Docks, the connected provider accounts: what they sync, how often, and how they are.
 * A dock is due by its planned instant, so that a schedule does not drift.
 */
@NullMarked
package io.tidegate.dock;

import org.jspecify.annotations.NullMarked;
