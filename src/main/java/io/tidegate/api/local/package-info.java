/**
 * Players and other records that are edited here as well as at their provider, as the API shows and changes them.
 * Whatever is changed stands in their history with who did it.
 */
@NullMarked
package io.tidegate.api.local;

import org.jspecify.annotations.NullMarked;
