/**
 * The commands of master keys: which there are, and a new one in the place of the old. No key is ever printed, only the
 * ids that tell them apart.
 */
@NullMarked
package io.tidegate.cli.keys;

import org.jspecify.annotations.NullMarked;
