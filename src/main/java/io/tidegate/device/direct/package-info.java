/**
 * The device library on a gateway in the same JVM, without HTTP between them: for programs that embed Tidegate, and for tests.
 * What a device may do is decided by its token here as there.
 */
@NullMarked
package io.tidegate.device.direct;

import org.jspecify.annotations.NullMarked;
