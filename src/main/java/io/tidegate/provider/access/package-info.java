/**
 * How a provider wants its requests authenticated, as its declaration says it. Which secrets that takes is said here; the
 * secrets themselves never are.
 */
@NullMarked
package io.tidegate.provider.access;

import org.jspecify.annotations.NullMarked;
