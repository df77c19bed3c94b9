/**
 * The commands that show what runs came to: {@code metrics}, {@code timeline}, {@code performance}, {@code compare} and
 * {@code dashboard}. They show what the API answers, and count nothing themselves.
 */
@NullMarked
package io.tidegate.cli.figure;

import org.jspecify.annotations.NullMarked;
