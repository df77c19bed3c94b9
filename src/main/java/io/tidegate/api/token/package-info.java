/**
 * Tokens for programs as the API shows and makes them, and what a caller may do with theirs.
 * A token is shown once, in the answer that made it.
 */
@NullMarked
package io.tidegate.api.token;

import org.jspecify.annotations.NullMarked;
