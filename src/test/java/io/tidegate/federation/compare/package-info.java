/** The arithmetic of records that are edited on both sides, as a table. */
@NullMarked
package io.tidegate.federation.compare;

import org.jspecify.annotations.NullMarked;
