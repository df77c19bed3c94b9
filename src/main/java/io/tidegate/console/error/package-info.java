/**
 * What goes wrong, by cause and row by row, and what could not be done at all. Says what to do and lets it be done.
 */
@NullMarked
package io.tidegate.console.error;

import org.jspecify.annotations.NullMarked;
