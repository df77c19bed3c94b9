/** What declarations say of authentication, and what they may not say. */
@NullMarked
package io.tidegate.provider.access;

import org.jspecify.annotations.NullMarked;
