/** Breaks the rules on purpose. Nothing uses it but the test of the rules. */
@NullMarked
package io.tidegate.architecture.broken.queue;

import org.jspecify.annotations.NullMarked;
