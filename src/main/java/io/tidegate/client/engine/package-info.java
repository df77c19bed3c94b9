/**
 * Exchanges changes with a backend: pushes the outbox, pulls and watches the log, takes snapshots and clears up. Every loop is a
 * turn that takes time, chance and backend from outside, so that a simulation can drive them.
 */
@NullMarked
package io.tidegate.client.engine;

import org.jspecify.annotations.NullMarked;
