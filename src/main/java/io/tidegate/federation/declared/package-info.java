/**
 * What a provider's file says of records that are edited on both sides: which local record a resource becomes, by which
 * fields, and who wins a conflict. It reads declarations, and knows neither tables nor the flow.
 */
@NullMarked
package io.tidegate.federation.declared;

import org.jspecify.annotations.NullMarked;
