/** Tests of the way to a gateway in the same JVM. They take the gateway on a real database. */
@NullMarked
package io.tidegate.device.direct;

import org.jspecify.annotations.NullMarked;
