/**
 * Errors of the same cause as one, as the API shows them and decides about them.
 * What to do is said with each; a whole group is tried again or put away at once.
 */
@NullMarked
package io.tidegate.api.error;

import org.jspecify.annotations.NullMarked;
