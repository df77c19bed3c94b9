/**
 * The messages of device sync, as records that read and write themselves as JSON's maps. Whoever speaks HTTP turns maps into
 * text with a library of its own.
 */
@NullMarked
package io.tidegate.protocol.wire;

import org.jspecify.annotations.NullMarked;
