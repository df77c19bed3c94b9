/** Conflicts, settled by hand, and the history of runs, asked through the API over a real database. */
@NullMarked
package io.tidegate.api.conflict;

import org.jspecify.annotations.NullMarked;
