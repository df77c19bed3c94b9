/**
 * The local side of records that are edited on both sides: players with their enrolments, and any other records, found,
 * locked and written for a run. Whoever changes one locks its row first, runs in the order of ids.
 */
@NullMarked
package io.tidegate.federation.local;

import org.jspecify.annotations.NullMarked;
