/**
 * What ticks: docks that are due become jobs, runs that stand still are ended, and what is old is tidied away.
 * Nothing here asks a provider.
 */
@NullMarked
package io.tidegate.upkeep;

import org.jspecify.annotations.NullMarked;
