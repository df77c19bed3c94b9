/**
 * The people's side of records that are edited on both sides: what stands there, who changed it, what was decided, and
 * edits by hand. Statements here run within a transaction that sees one organization.
 */
@NullMarked
package io.tidegate.federation.side;

import org.jspecify.annotations.NullMarked;
