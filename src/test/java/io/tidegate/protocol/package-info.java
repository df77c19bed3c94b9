/** Clocks, stamps, schemas and the rule of the last writer, over values that nobody well-meaning sends. */
@NullMarked
package io.tidegate.protocol;

import org.jspecify.annotations.NullMarked;
