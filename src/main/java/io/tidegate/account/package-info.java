/**
 * Organizations, their members, and the tokens these come with.
 * What people do here they do as a {@link io.tidegate.access.Deed}, which was permitted and is written into the log.
 */
@NullMarked
package io.tidegate.account;

import org.jspecify.annotations.NullMarked;
