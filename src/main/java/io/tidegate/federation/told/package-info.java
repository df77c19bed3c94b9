/**
 * What the other side tells: the records that a listing wrote, read as a declaration says into fields by name. It knows
 * what is told and what cannot be read, and nothing of the local side.
 */
@NullMarked
package io.tidegate.federation.told;

import org.jspecify.annotations.NullMarked;
