/**
 * The page of one dock, and what can be done to it. Asks the API for everything it shows.
 */
@NullMarked
package io.tidegate.console.dock;

import org.jspecify.annotations.NullMarked;
