/** Breaks the rules on purpose. Nothing uses it but the test of the rules. */
@NullMarked
package io.tidegate.architecture.broken;

import org.jspecify.annotations.NullMarked;
