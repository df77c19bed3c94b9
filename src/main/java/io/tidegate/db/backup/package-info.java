/**
 * One file that holds Tidegate's own database, made while it runs, and the way back from it. An external database has
 * pg_dump and what its keeper does.
 */
@NullMarked
package io.tidegate.db.backup;

import org.jspecify.annotations.NullMarked;
