/** The steps of the flow by themselves, where the flow cannot show what they do. */
@NullMarked
package io.tidegate.sync;

import org.jspecify.annotations.NullMarked;
