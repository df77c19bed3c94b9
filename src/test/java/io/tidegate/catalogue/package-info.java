/**
 * The contract that every provider's file keeps, for each of its types, against a provider scripted from what its
 * documentation says. What that is stands in {@code src/test/resources/catalogue/<provider>/}.
 */
@NullMarked
package io.tidegate.catalogue;

import org.jspecify.annotations.NullMarked;
