/**
 * Asks a provider for one page of each of its types, or reads a recorded one, and tells what would be stored. It asks and
 * reads with the flow's own classes, and stores nothing.
 */
@NullMarked
package io.tidegate.rehearsal;

import org.jspecify.annotations.NullMarked;
