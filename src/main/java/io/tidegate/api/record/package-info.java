/**
 * Records of providers and their history, as the API shows them.
 * Nothing here changes one: only providers do.
 */
@NullMarked
package io.tidegate.api.record;

import org.jspecify.annotations.NullMarked;
