/** The flow from a provider's API into the tables, with everything real but the provider and the clock. */
@NullMarked
package io.tidegate.flow;

import org.jspecify.annotations.NullMarked;
