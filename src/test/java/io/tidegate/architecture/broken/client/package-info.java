/** Breaks the rules on purpose. Nothing uses it but the test of the rules. */
@NullMarked
package io.tidegate.architecture.broken.client;

import org.jspecify.annotations.NullMarked;
