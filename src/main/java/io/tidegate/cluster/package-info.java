/**
 * Who of several nodes ticks: a lock in the database says so, and routes that begin with {@code master:} run where it is
 * held. The work itself has no leader; every node claims jobs.
 */
@NullMarked
package io.tidegate.cluster;

import org.jspecify.annotations.NullMarked;
