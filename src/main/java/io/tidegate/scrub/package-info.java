/**
 * Takes out of every line of the log what looks like a credential. Nothing should be there to take out; this is what stands
 * between a mistake, ours or a library's, and a log that many may read.
 */
@NullMarked
package io.tidegate.scrub;

import org.jspecify.annotations.NullMarked;
