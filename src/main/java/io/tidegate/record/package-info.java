/**
 * A provider's record as Tidegate keeps it: read by pointers, redacted, fingerprinted, compared field by field.
 * All of it is arithmetic on JSON except {@link io.tidegate.record.ResourceStore}.
 */
@NullMarked
package io.tidegate.record;

import org.jspecify.annotations.NullMarked;
