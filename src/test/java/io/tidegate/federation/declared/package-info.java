/** Tests of what a provider's file says of records that are edited on both sides. */
@NullMarked
package io.tidegate.federation.declared;

import org.jspecify.annotations.NullMarked;
