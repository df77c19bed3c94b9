/**
 * A run and its listings: what a claimed job works on, and what came of it so far. The steps of the flow share them
 * through exchange properties.
 */
@NullMarked
package io.tidegate.run;

import org.jspecify.annotations.NullMarked;
