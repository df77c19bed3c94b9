/**
 * The commands that make one file of Tidegate's own database and bring it back. Of an external database they say which
 * program of PostgreSQL does that.
 */
@NullMarked
package io.tidegate.cli.backup;

import org.jspecify.annotations.NullMarked;
