/**
 * Rules that hold the shape of the code: layers, names, sizes, and what the documents claim. Each rule is shown to
 * fail on the small broken tree beside it.
 */
@NullMarked
package io.tidegate.architecture;

import org.jspecify.annotations.NullMarked;
