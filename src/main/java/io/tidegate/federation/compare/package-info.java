/**
 * The arithmetic of records that are edited on both sides: values are brought into one form, compared field by field
 * with what was synced last, and differences settled. Pure functions of their arguments, without clock, table or JSON.
 */
@NullMarked
package io.tidegate.federation.compare;

import org.jspecify.annotations.NullMarked;
