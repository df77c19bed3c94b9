/**
 * Real processes over one database while nodes are killed and paused, the database restarts and the provider misbehaves.
 * Afterwards everything is held against the provider's own record.
 */
@NullMarked
package io.tidegate.chaos;

import org.jspecify.annotations.NullMarked;
