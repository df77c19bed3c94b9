/** Messages that read what they write. */
@NullMarked
package io.tidegate.protocol.wire;

import org.jspecify.annotations.NullMarked;
