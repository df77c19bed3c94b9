/**
 * The text of a declaration, read key by key. Whatever is wrong with it is said with its key and, for a key that is not
 * known, the nearest one that is.
 */
@NullMarked
package io.tidegate.provider.declared;

import org.jspecify.annotations.NullMarked;
