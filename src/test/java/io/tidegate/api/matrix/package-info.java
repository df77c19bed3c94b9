/**
 * Who may do what, written down and tried: every operation by everyone, with one's own and with others' numbers.
 * The table is data, so that a change of what a role allows is seen here as well.
 */
@NullMarked
package io.tidegate.api.matrix;

import org.jspecify.annotations.NullMarked;
