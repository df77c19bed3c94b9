/**
 * What changed at providers, field by field. Before and after stand side by side.
 */
@NullMarked
package io.tidegate.console.change;

import org.jspecify.annotations.NullMarked;
