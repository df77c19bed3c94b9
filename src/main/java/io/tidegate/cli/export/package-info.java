/**
 * The commands {@code export …}: long lists as files.
 * A file is there only when all of it is.
 */
@NullMarked
package io.tidegate.cli.export;

import org.jspecify.annotations.NullMarked;
