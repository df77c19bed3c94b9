/**
 * Docks as the API shows and changes them.
 * Credentials go in and never come out.
 */
@NullMarked
package io.tidegate.api.dock;

import org.jspecify.annotations.NullMarked;
