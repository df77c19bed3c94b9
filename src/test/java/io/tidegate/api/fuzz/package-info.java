/**
 * Requests that nobody should send, made from a seed, so that each can be made again.
 * Whatever comes, the answer is one that is documented, in time, and what was refused left nothing behind.
 */
@NullMarked
package io.tidegate.api.fuzz;

import org.jspecify.annotations.NullMarked;
